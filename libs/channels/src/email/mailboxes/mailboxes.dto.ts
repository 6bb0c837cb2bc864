import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import type { ImapSettingsRequest, MailboxRequest } from '#libs/contracts';

const AUTHSERV_ID = /^[\w.-]*$/;
const ONE_LINE = /^[^\p{Cc}]*$/u;

export class MailboxDto implements MailboxRequest {
  @ApiProperty() @IsUUID() deskId: string;
  @ApiProperty() @IsString() @MaxLength(254) address: string;
}

export class ImapSettingsDto implements ImapSettingsRequest {
  @ApiProperty() @IsString() @MinLength(1) @MaxLength(253) host: string;
  @ApiProperty() @IsInt() @Min(1) @Max(65_535) port: number;
  @ApiProperty() @IsBoolean() secure: boolean;
  @ApiProperty() @IsString() @MinLength(1) @MaxLength(320) @Matches(ONE_LINE) user: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MinLength(1) @MaxLength(1_000) @Matches(ONE_LINE) password?: string;
  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(253)
  @Matches(AUTHSERV_ID)
  authservId?: string | null;
}
