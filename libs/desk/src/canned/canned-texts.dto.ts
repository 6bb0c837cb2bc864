import { ApiProperty, ApiPropertyOptional, PickType } from '@nestjs/swagger';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import {
  type Language,
  LANGUAGES,
  type TextDraftRequest,
  type TextPreviewRequest,
  type Topic,
  TOPICS,
} from '#libs/contracts';
import { ReturnDto } from '../approvals/approvals.dto.js';
import { TEMPLATE_MAX_LENGTH } from './template.policy.js';

export class TextKeyDto {
  @ApiProperty() @Matches(/^[a-z][a-z0-9_]{0,39}$/) key: string;
  @ApiProperty({ enum: LANGUAGES }) @IsIn([...LANGUAGES]) language: Language;
}

export class TextDraftDto implements TextDraftRequest {
  @ApiProperty({ maxLength: 200 }) @IsString() @MinLength(1) @MaxLength(200) title: string;
  @ApiProperty({ maxLength: 500 }) @IsString() @MaxLength(500) summary: string;
  @ApiProperty({ maxLength: 200 }) @IsString() @MaxLength(200) kana: string;
  @ApiPropertyOptional({ enum: TOPICS, nullable: true }) @IsOptional() @IsIn([...TOPICS]) topic: Topic | null = null;

  /** The template language bounds it, and names the line where it is too long. */
  @ApiProperty({ maxLength: TEMPLATE_MAX_LENGTH }) @IsString() @MinLength(1) body: string;

  @ApiPropertyOptional({ maxLength: 500, nullable: true, description: 'A word to the approver' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  note: string | null = null;

  @ApiPropertyOptional({ nullable: true, description: 'From when on it is told; null: from its approval on' })
  @IsOptional()
  @IsISO8601({ strict: true })
  effectiveFrom: string | null = null;

  @ApiPropertyOptional({ nullable: true, description: 'Of the draft that was changed; null for the first' })
  @IsOptional()
  @IsInt()
  @Min(1)
  textVersion: number | null = null;

  @ApiPropertyOptional({ nullable: true, description: 'For the shop of this desk, in the place of the common text' })
  @IsOptional()
  @IsUUID()
  deskId: string | null = null;

  @ApiProperty({ description: 'Sends it in for approval' }) @IsBoolean() send: boolean;
}

export class TextApproveDto {
  @ApiProperty({ description: 'The version of the words that were read' }) @IsInt() @Min(1) textVersion: number;
}

export class TextReturnDto extends PickType(ReturnDto, ['textVersion', 'code', 'words'] as const) {}

export class TextWithdrawDto {
  @ApiProperty({ maxLength: 500 }) @IsString() @MinLength(1) @MaxLength(500) reason: string;
}

export class TextPreviewDto implements TextPreviewRequest {
  @ApiProperty({ maxLength: TEMPLATE_MAX_LENGTH }) @IsString() body: string;
  @ApiProperty({ enum: LANGUAGES }) @IsIn([...LANGUAGES]) language: Language;
  @ApiProperty() @IsUUID() deskId: string;
}
