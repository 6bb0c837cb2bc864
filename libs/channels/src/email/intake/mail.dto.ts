import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';
import { DISCARD_REASONS, type DiscardReason, type MailDiscardRequest, type MailNoteRequest } from '#libs/contracts';

export class MailPageDto {
  @ApiPropertyOptional() @IsOptional() @IsUUID() mailboxId?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(200) cursor?: string;

  @ApiPropertyOptional({ default: 100, maximum: 200 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

export class QuarantineDto extends MailPageDto {
  @ApiPropertyOptional({ description: 'A held mail: only those of its sender that wait for the same reason' })
  @IsOptional()
  @IsUUID()
  alikeTo?: string;
}

export class SameSenderDto {
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(200) cursor?: string;
}

export class MailDiscardDto implements MailDiscardRequest {
  @ApiProperty({ enum: DISCARD_REASONS }) @IsIn(DISCARD_REASONS) reason: DiscardReason;
}

export class MailNoteDto implements MailNoteRequest {
  @ApiProperty() @IsString() @MaxLength(500) @Matches(/\S/u) text: string;
}
