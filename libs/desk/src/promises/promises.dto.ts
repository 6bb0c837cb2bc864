import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsISO8601, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import {
  ATTEMPT_OUTCOMES,
  type AttemptOutcome,
  type AttemptRequest,
  CALLER_ROLES,
  type CallerRole,
  type NewPromise,
  PROMISE_KINDS,
  type PromiseChangeRequest,
  type PromiseKind,
} from '#libs/contracts';

export class NewPromiseDto implements NewPromise {
  @ApiProperty({ enum: PROMISE_KINDS }) @IsIn([...PROMISE_KINDS]) kind: PromiseKind;
  @ApiPropertyOptional() @IsOptional() @IsISO8601({ strict: true }) from?: string;
  @ApiProperty() @IsISO8601({ strict: true }) until: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(40) phone?: string;
  @ApiPropertyOptional() @IsOptional() @IsBoolean() callerIdTold?: boolean;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(900) say?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(450) limits?: string;
}

class BandDto {
  @ApiProperty() @IsISO8601({ strict: true }) from: string;
  @ApiProperty() @IsISO8601({ strict: true }) until: string;
}

export class AttemptDto implements AttemptRequest {
  @ApiProperty({ enum: ATTEMPT_OUTCOMES }) @IsIn([...ATTEMPT_OUTCOMES]) outcome: AttemptOutcome;
  @ApiPropertyOptional({ type: BandDto }) @IsOptional() @ValidateNested() @Type(() => BandDto) next?: BandDto;
}

export class PromiseChangeDto implements PromiseChangeRequest {
  @ApiPropertyOptional() @IsOptional() @IsISO8601({ strict: true }) from?: string;
  @ApiProperty() @IsISO8601({ strict: true }) until: string;
  @ApiProperty({ enum: CALLER_ROLES }) @IsIn([...CALLER_ROLES]) toldTo: CallerRole;
  @ApiProperty() @IsISO8601({ strict: true }) toldAt: string;
}
