import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBase64,
  IsEmail,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  ACCOUNT_FIELDS,
  ACCOUNT_ROLES,
  type AccountField,
  type AccountImportRequest,
  type AccountRequest,
  type AccountRole,
  FILE_ENCODINGS,
  type FileEncoding,
  type Language,
  LANGUAGES,
  TRAINING_LEVELS,
  type TrainingLevel,
} from '#libs/contracts';
import { IsPart } from '#libs/platform';

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const MAX_FILE = 512 * 1024;

class AccountTemplateDto {
  @ApiProperty({ enum: ACCOUNT_ROLES }) @IsIn([...ACCOUNT_ROLES]) role: AccountRole;

  @ApiProperty({ type: [String] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  tenantIds: string[];

  @ApiPropertyOptional({ nullable: true, example: '2026-07-31' }) @IsOptional() @Matches(DAY) lastDay: string | null =
    null;
  @ApiProperty({ enum: TRAINING_LEVELS }) @IsIn([...TRAINING_LEVELS]) trainingLevel: TrainingLevel;
}

export class AccountDto extends AccountTemplateDto implements AccountRequest {
  @ApiProperty() @IsEmail() @MaxLength(254) email: string;
  @ApiProperty() @IsString() @Matches(/\S/u) @MaxLength(100) name: string;
  @ApiProperty() @IsString() @Matches(/\S/u) @MaxLength(20) shortName: string;
  @ApiProperty({ enum: LANGUAGES }) @IsIn([...LANGUAGES]) language: Language;
  @ApiPropertyOptional({ nullable: true, example: '2026-06-24' }) @IsOptional() @Matches(DAY) firstDay: string | null =
    null;
}

class CellEditDto {
  @ApiProperty() @IsInt() @Min(2) line: number;
  @ApiProperty({ enum: ACCOUNT_FIELDS }) @IsIn([...ACCOUNT_FIELDS]) field: AccountField;
  @ApiProperty() @IsString() @MaxLength(300) text: string;
}

export class AccountImportDto implements AccountImportRequest {
  @ApiProperty({ description: 'The CSV file, base64' }) @IsBase64() @MaxLength(MAX_FILE) content: string;

  @ApiPropertyOptional({ enum: FILE_ENCODINGS, nullable: true })
  @IsOptional()
  @IsIn([...FILE_ENCODINGS])
  encoding: FileEncoding | null = null;

  @ApiPropertyOptional({ nullable: true, description: 'Field → column, from 0' })
  @IsOptional()
  @IsObject()
  columns: Partial<Record<AccountField, number>> | null = null;

  @ApiProperty() @IsPart(() => AccountTemplateDto) template: AccountTemplateDto;

  @ApiProperty({ type: [CellEditDto] })
  @IsArray()
  @ArrayMaxSize(2000)
  @ValidateNested({ each: true })
  @Type(() => CellEditDto)
  edits: CellEditDto[] = [];

  @ApiProperty({ type: [Number] }) @IsArray() @ArrayMaxSize(2000) @IsInt({ each: true }) skip: number[] = [];
}
