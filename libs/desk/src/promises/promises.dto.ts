import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
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
import { IsInstant, IsPart } from '#libs/platform';

export class NewPromiseDto implements NewPromise {
  @ApiProperty({ enum: PROMISE_KINDS }) @IsIn([...PROMISE_KINDS]) kind: PromiseKind;
  @ApiPropertyOptional() @IsOptional() @IsInstant() from?: string;
  @ApiProperty() @IsInstant() until: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(40) phone?: string;
  @ApiPropertyOptional() @IsOptional() @IsBoolean() callerIdTold?: boolean;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(900) say?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(450) limits?: string;
}

class BandDto {
  @ApiProperty() @IsInstant() from: string;
  @ApiProperty() @IsInstant() until: string;
}

export class AttemptDto implements AttemptRequest {
  @ApiProperty({ enum: ATTEMPT_OUTCOMES }) @IsIn([...ATTEMPT_OUTCOMES]) outcome: AttemptOutcome;
  @ApiPropertyOptional({ type: BandDto }) @IsOptional() @IsPart(() => BandDto) next?: BandDto;
}

export class PromiseChangeDto implements PromiseChangeRequest {
  @ApiPropertyOptional() @IsOptional() @IsInstant() from?: string;
  @ApiProperty() @IsInstant() until: string;
  @ApiProperty({ enum: CALLER_ROLES }) @IsIn([...CALLER_ROLES]) toldTo: CallerRole;
  @ApiProperty() @IsInstant() toldAt: string;
}

export class PromiseCountsDto {
  @ApiPropertyOptional({ description: "One's own and nobody's only" }) @IsOptional() @IsIn(['true']) mine?: 'true';
}

export class PromiseListDto extends PromiseCountsDto {
  @ApiPropertyOptional({ enum: PROMISE_KINDS }) @IsOptional() @IsIn([...PROMISE_KINDS]) kind?: PromiseKind;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(200) cursor?: string;
}
