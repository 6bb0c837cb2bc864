import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
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
} from 'class-validator';
import {
  CHANNELS,
  PRIORITIES,
  REPLY_CHARSETS,
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
  @ApiProperty({ maxLength: 8000 }) @IsString() @MinLength(1) @MaxLength(8000) text: string;
}

export class ReplyDto implements ReplyRequest {
  @ApiProperty({ maxLength: 10000 }) @IsString() @MaxLength(10_000) text: string;
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

  @ApiPropertyOptional({ enum: REPLY_CHARSETS, default: 'utf-8' })
  @IsOptional()
  @IsIn([...REPLY_CHARSETS])
  charset?: ReplyCharset;
}

export class ReplyCheckDto {
  @ApiProperty({ maxLength: 10000 }) @IsString() @MaxLength(10_000) text: string;

  @ApiPropertyOptional({ enum: REPLY_CHARSETS, default: 'utf-8' })
  @IsOptional()
  @IsIn([...REPLY_CHARSETS])
  charset?: ReplyCharset;
}
