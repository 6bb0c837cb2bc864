import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import {
  type Channel,
  CHANNELS,
  CHOSEN_STATES,
  type ChosenState,
  type Language,
  LANGUAGES,
  MOST_MOVED,
  type MoveRequest,
  type Topic,
  TOPICS,
  TRAINING_LEVELS,
  type TrainingLevel,
  type WorkProfileRequest,
  type WorkRules,
} from '#libs/contracts';

export class SetStateDto {
  @ApiProperty({ enum: CHOSEN_STATES }) @IsIn([...CHOSEN_STATES]) state: ChosenState;
}

export class LeaveDto {
  @ApiProperty({ enum: ['return', 'keep'], description: 'What becomes of the tickets in hand' })
  @IsIn(['return', 'keep'])
  tickets: 'return' | 'keep';
}

export class WorkProfileDto implements WorkProfileRequest {
  @ApiPropertyOptional({ nullable: true }) @IsOptional() @IsInt() @Min(0) @Max(5) callsAtOnce: number | null = null;
  @ApiPropertyOptional({ nullable: true }) @IsOptional() @IsInt() @Min(0) @Max(500) ticketsAtOnce: number | null = null;

  @ApiProperty({ enum: LANGUAGES, isArray: true })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(LANGUAGES.length)
  @IsIn([...LANGUAGES], { each: true })
  languages: Language[];

  @ApiPropertyOptional({ enum: TOPICS, isArray: true, nullable: true })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(TOPICS.length)
  @IsIn([...TOPICS], { each: true })
  topics: Topic[] | null = null;

  @ApiProperty({ enum: TRAINING_LEVELS }) @IsIn([...TRAINING_LEVELS]) trainingLevel: TrainingLevel;
}

export class WorkRulesDto implements WorkRules {
  @ApiProperty() @IsBoolean() pushAssignment: boolean;
  @ApiProperty() @IsInt() @Min(1) @Max(480) vanishMinutes: number;
  @ApiProperty() @IsInt() @Min(0) @Max(5) callsAtOnce: number;
  @ApiProperty() @IsInt() @Min(1) @Max(500) ticketsAtOnce: number;
}

export class MoveDto implements MoveRequest {
  @ApiPropertyOptional({ description: 'Whose tickets in hand are moved' }) @IsOptional() @IsUUID() personId?: string;
  @ApiPropertyOptional({ description: 'Or whose free tickets' }) @IsOptional() @IsUUID() deskId?: string;
  @ApiPropertyOptional({ enum: CHANNELS }) @IsOptional() @IsIn([...CHANNELS]) channel?: Channel;

  @ApiProperty({ nullable: true, type: String, description: 'To whom; null: back to the queue' })
  @ValidateIf(({ to }: MoveDto) => to !== null)
  @IsUUID()
  to: string | null;

  @ApiProperty({ minimum: 1, maximum: MOST_MOVED }) @IsInt() @Min(1) @Max(MOST_MOVED) count: number;
}
