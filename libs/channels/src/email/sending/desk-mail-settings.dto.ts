import { ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import {
  type DeskMailSettingsRequest,
  type DkimRequest,
  type NewDkimKeyRequest,
  REPLY_CHARSETS,
  type ReplyCharset,
} from '#libs/contracts';
import { IsPart } from '#libs/platform';

const SELECTOR = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

export class NewDkimKeyDto implements NewDkimKeyRequest {
  @ApiPropertyOptional() @IsOptional() @IsString() @Matches(SELECTOR) selector?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @Matches(DOMAIN) domain?: string;
}

export class DkimDto extends NewDkimKeyDto implements DkimRequest {
  @ApiPropertyOptional({ description: 'PEM, RSA; never given out again' })
  @IsOptional()
  @IsString()
  @MaxLength(8_000)
  privateKey?: string;

  @ApiPropertyOptional() @IsOptional() @IsBoolean() signing?: boolean;
}

export class DeskMailSettingsDto implements DeskMailSettingsRequest {
  @ApiPropertyOptional({ nullable: true, type: String, description: 'Null: the operator’s relay' })
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsString()
  @MaxLength(500)
  relayUrl?: string | null;

  @ApiPropertyOptional({ nullable: true, type: DkimDto })
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsPart(() => DkimDto)
  dkim?: DkimDto | null;

  @ApiPropertyOptional({ nullable: true, type: Number, description: '0: never, null: always' })
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsInt()
  @Min(0)
  @Max(365)
  reopenDays?: number | null;

  @ApiPropertyOptional({ enum: REPLY_CHARSETS })
  @ValidateIf((_, value) => value !== undefined)
  @IsIn([...REPLY_CHARSETS])
  replyCharset?: ReplyCharset;
}
