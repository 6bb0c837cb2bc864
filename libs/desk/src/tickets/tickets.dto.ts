import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
} from 'class-validator';
import {
  CHANNELS,
  type HandBackRequest,
  NOTE_LENGTH,
  PRIORITIES,
  REPLY_CHARSETS,
  REPLY_LENGTH,
  type ReplyCharset,
  type Priority,
  type ReplyRequest,
  TICKET_STATES,
  TOPICS,
  type Topic,
} from '#libs/contracts';

const STATES = new Set<string>([...TICKET_STATES, 'waiting']);
const csv = ({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value);

export class ListTicketsDto {
  @ApiPropertyOptional({ description: 'Words; all must occur. One character is enough.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;

  @ApiPropertyOptional({
    description: 'One or more states, divided by commas; `waiting` for all in which the desk owes the next step',
  })
  @IsOptional()
  @Transform(csv)
  @IsArray()
  @ArrayMaxSize(12)
  @IsIn([...STATES], { each: true })
  state?: string[];

  @ApiPropertyOptional() @IsOptional() @IsUUID() deskId?: string;
  @ApiPropertyOptional() @IsOptional() @IsUUID() tenantId?: string;
  @ApiPropertyOptional({ description: '`me`, `none` or a person’s id' })
  @IsOptional()
  @Matches(/^(me|none|[0-9a-f-]{36})$/)
  assignee?: string;

  @ApiPropertyOptional({ enum: CHANNELS }) @IsOptional() @IsIn([...CHANNELS]) channel?: string;
  @ApiPropertyOptional({ enum: TOPICS }) @IsOptional() @IsIn([...TOPICS]) topic?: string;
  @ApiPropertyOptional({ enum: ['newest', 'due'] }) @IsOptional() @IsIn(['newest', 'due']) sort?: 'newest' | 'due';
  @ApiPropertyOptional({ enum: ['soon', 'overdue'] }) @IsOptional() @IsIn(['soon', 'overdue']) due?: 'soon' | 'overdue';

  @ApiPropertyOptional({ default: 50, maximum: 200 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;

  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(200) cursor?: string;
}

export class AssignDto {
  @ApiProperty() @IsUUID() assigneeId: string;
}

export class SortDto {
  @ApiPropertyOptional({ enum: TOPICS }) @IsOptional() @IsIn([...TOPICS]) topic?: Topic;
  @ApiPropertyOptional({ enum: PRIORITIES }) @IsOptional() @IsIn([...PRIORITIES]) priority?: Priority;
}

export class NoteDto {
  @ApiProperty({ maxLength: NOTE_LENGTH }) @IsString() @MinLength(1) @MaxLength(NOTE_LENGTH) text: string;
}

export class ReplyDto implements ReplyRequest {
  @ApiProperty({ maxLength: REPLY_LENGTH }) @IsString() @MaxLength(REPLY_LENGTH) text: string;
  @ApiProperty({ description: 'The version of the ticket that the writer saw' }) @IsInt() @Min(1) baseVersion: number;
  @ApiProperty({ description: 'The same key never sends twice' })
  @IsString()
  @MinLength(8)
  @MaxLength(100)
  idempotencyKey: string;
  @ApiPropertyOptional({ enum: ['answered', 'waiting_requester'] })
  @IsOptional()
  @IsIn(['answered', 'waiting_requester'])
  then?: 'answered' | 'waiting_requester';

  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  cannedKeys?: string[];

  @ApiPropertyOptional({ enum: REPLY_CHARSETS, description: 'Default: the desk’s' })
  @IsOptional()
  @IsIn([...REPLY_CHARSETS])
  charset?: ReplyCharset;

  @ApiPropertyOptional({ maxLength: 300, description: 'Why the text leaves in spite of its warnings' })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  warningReason?: string;

  @ApiPropertyOptional({ maxLength: 500, description: 'A word to the second person, where the reply needs one' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  approvalNote?: string;
}

export class HandBackDto extends OmitType(ReplyDto, ['text', 'then']) implements HandBackRequest {
  @ApiProperty({
    maxLength: REPLY_LENGTH,
    nullable: true,
    type: String,
    description: 'What the requester is told by mail',
  })
  @ValidateIf((_, value) => value !== null)
  @IsString()
  @MaxLength(REPLY_LENGTH)
  text: string | null;
}

export class ReplyCheckDto {
  @ApiProperty({ maxLength: REPLY_LENGTH }) @IsString() @MaxLength(REPLY_LENGTH) text: string;

  @ApiPropertyOptional({ enum: REPLY_CHARSETS, description: 'Default: the desk’s' })
  @IsOptional()
  @IsIn([...REPLY_CHARSETS])
  charset?: ReplyCharset;
}
