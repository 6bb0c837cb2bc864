import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
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
  CALL_OUTCOMES,
  CALL_STEPS,
  CALLER_ROLES,
  type CallerRole,
  type CallOutcome,
  type CallRequest,
  type CallStep,
  type CallTimes,
  COMPLAINT_LEVELS,
  type ComplaintLevel,
  IDENTITY_ITEMS,
  type IdentityCheck,
  type IdentityItem,
  NUMBER_KINDS,
  type NumberKind,
  TOPICS,
  type Topic,
} from '#libs/contracts';
import { IsInstant, IsPart } from '#libs/platform';
import { NewPromiseDto } from '../promises/promises.dto.js';

class CallTimesDto implements CallTimes {
  @ApiProperty() @IsInstant() offeredAt: string;
  @ApiProperty() @IsInstant() answeredAt: string;
  @ApiProperty() @IsInt() @Min(0) @Max(86_400) heldSeconds: number;
  @ApiProperty() @IsInstant() endedAt: string;
  @ApiPropertyOptional() @IsOptional() @IsInstant() wrapEndedAt?: string;
  @ApiProperty() @IsInstant() now: string;
}

class IdentityDto implements IdentityCheck {
  @ApiProperty({ enum: IDENTITY_ITEMS, isArray: true })
  @IsArray()
  @ArrayUnique()
  @IsIn([...IDENTITY_ITEMS], { each: true })
  asked: IdentityItem[];
  @ApiProperty({ enum: IDENTITY_ITEMS, isArray: true })
  @IsArray()
  @ArrayUnique()
  @IsIn([...IDENTITY_ITEMS], { each: true })
  matched: IdentityItem[];
  @ApiProperty() @IsIn([0, 1, 2]) level: 0 | 1 | 2;
}

export class CallDto implements CallRequest {
  @ApiProperty() @IsUUID() deskId: string;
  @ApiProperty() @IsString() @MinLength(1) @MaxLength(100) callerName: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(100) callerKana?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(40) callerPhone?: string;
  @ApiPropertyOptional({ enum: NUMBER_KINDS }) @IsOptional() @IsIn([...NUMBER_KINDS]) numberKind?: NumberKind;
  @ApiProperty({ enum: CALLER_ROLES }) @IsIn([...CALLER_ROLES]) callerRole: CallerRole;
  @ApiProperty({ enum: TOPICS }) @IsIn([...TOPICS]) topic: Topic;
  @ApiPropertyOptional({ enum: TOPICS, isArray: true })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(3)
  @IsIn([...TOPICS], { each: true })
  otherTopics?: Topic[];
  @ApiProperty() @IsString() @MinLength(1) @MaxLength(4000) text: string;
  @ApiProperty({ enum: CALL_OUTCOMES }) @IsIn([...CALL_OUTCOMES]) outcome: CallOutcome;
  @ApiPropertyOptional() @IsOptional() @Matches(/^\d{3}-\d{4,6}-\d$/) number?: string;
  @ApiPropertyOptional() @IsOptional() @IsPart(() => CallTimesDto) times?: CallTimesDto;
  @ApiPropertyOptional() @IsOptional() @IsUUID() callId?: string;
  @ApiPropertyOptional() @IsOptional() @IsUUID() ticketId?: string;
  @ApiPropertyOptional() @IsOptional() @IsUUID() promiseId?: string;
  @ApiPropertyOptional() @IsOptional() @IsPart(() => NewPromiseDto) promise?: NewPromiseDto;
  @ApiPropertyOptional() @IsOptional() @IsBoolean() relay?: boolean;
  @ApiPropertyOptional() @IsOptional() @IsIn([...COMPLAINT_LEVELS]) complaintLevel?: ComplaintLevel;
  @ApiPropertyOptional({ enum: CALL_STEPS }) @IsOptional() @IsIn([...CALL_STEPS]) complaintStep?: CallStep;
  @ApiPropertyOptional() @IsOptional() @IsPart(() => IdentityDto) identity?: IdentityDto;
  @ApiPropertyOptional()
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  cannedKeys?: string[];
  @ApiProperty() @IsString() @MinLength(8) @MaxLength(90) idempotencyKey: string;
}

export class CallerDto {
  @ApiProperty() @IsUUID() deskId: string;
  /** Null: withheld; then only the desk's hours are told. */
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(40) number?: string | null;
}

export class WrapUpDto {
  @ApiPropertyOptional() @IsOptional() @IsInt() @Min(0) @Max(86_400) secondsAgo?: number;
}

const ACTIVITIES = ['on_call', 'after_call', 'available', 'recovering'] as const;

export class ActivityDto {
  @ApiProperty({ enum: ACTIVITIES }) @IsIn([...ACTIVITIES]) activity: (typeof ACTIVITIES)[number];
}
