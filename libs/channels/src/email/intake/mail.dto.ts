import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, Matches, MaxLength } from 'class-validator';
import { DISCARD_REASONS, type DiscardReason, type MailDiscardRequest, type MailNoteRequest } from '#libs/contracts';

export class MailDiscardDto implements MailDiscardRequest {
  @ApiProperty({ enum: DISCARD_REASONS }) @IsIn(DISCARD_REASONS) reason: DiscardReason;
}

export class MailNoteDto implements MailNoteRequest {
  @ApiProperty() @IsString() @MaxLength(500) @Matches(/\S/u) text: string;
}
