import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import {
  CALL_STEPS,
  type CallStep,
  CLAIM_STATES,
  type ClaimState,
  type ComplaintRequest,
  type EscalateRequest,
  type Lane,
  LANES,
  type Trigger,
  TRIGGERS,
} from '#libs/contracts';
import { IsInstant } from '#libs/platform';

export class EscalateDto implements EscalateRequest {
  @ApiProperty({ enum: TRIGGERS }) @IsIn([...TRIGGERS]) trigger: Trigger;
  @ApiPropertyOptional({ enum: LANES }) @IsOptional() @IsIn([...LANES]) lane?: Lane;
  @ApiPropertyOptional({ maxLength: 500 }) @IsOptional() @IsString() @MaxLength(500) promised?: string;
  @ApiPropertyOptional({ maxLength: 500 }) @IsOptional() @IsString() @MaxLength(500) wish?: string;
  @ApiPropertyOptional() @IsOptional() @IsInstant() dueAt?: string;
}

export class WordsDto {
  @ApiProperty({ maxLength: 1000 }) @IsString() @MinLength(1) @MaxLength(1000) words: string;
}

export class MaybeWordsDto {
  @ApiPropertyOptional({ maxLength: 1000 }) @IsOptional() @IsString() @MaxLength(1000) words?: string;
}

export class ComplaintDto implements ComplaintRequest {
  @ApiProperty({ enum: [1, 2, 3] }) @IsIn([1, 2, 3]) level: ComplaintRequest['level'];
  @ApiPropertyOptional({ enum: CALL_STEPS }) @IsOptional() @IsIn([...CALL_STEPS]) step?: CallStep;
}

export class FindingDto {
  @ApiProperty({ enum: ['confirmed', 'unfounded'] }) @IsIn(['confirmed', 'unfounded']) state: 'confirmed' | 'unfounded';
}

export class ClaimDto {
  @ApiProperty({ enum: CLAIM_STATES }) @IsIn([...CLAIM_STATES]) state: ClaimState;
}
