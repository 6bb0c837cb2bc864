import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min, MinLength } from 'class-validator';
import {
  CALL_OUTCOMES,
  CALLER_ROLES,
  type CallerRole,
  type CallOutcome,
  type CallRequest,
  TOPICS,
  type Topic,
} from '#libs/contracts';

export class CallDto implements CallRequest {
  @ApiProperty() @IsUUID() deskId: string;
  @ApiProperty() @IsString() @MinLength(1) @MaxLength(100) callerName: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(100) callerKana?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(40) callerPhone?: string;
  @ApiProperty({ enum: CALLER_ROLES }) @IsIn([...CALLER_ROLES]) callerRole: CallerRole;
  @ApiProperty({ enum: TOPICS }) @IsIn([...TOPICS]) topic: Topic;
  @ApiProperty() @IsString() @MinLength(1) @MaxLength(4000) text: string;
  @ApiProperty({ enum: CALL_OUTCOMES }) @IsIn([...CALL_OUTCOMES]) outcome: CallOutcome;
  @ApiPropertyOptional() @IsOptional() @IsInt() @Min(0) @Max(86_400) durationSeconds?: number;
  @ApiProperty() @IsString() @MinLength(8) @MaxLength(90) idempotencyKey: string;
}
