import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import type { RosterPasteRequest, RosterRequest, TeamRequest } from '#libs/contracts';

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;

export class RosterQueryDto {
  @ApiProperty({ example: '2026-06-22' }) @Matches(DAY) from: string;
  @ApiPropertyOptional({ default: 7 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(31) days = 7;
}

class SpanDto {
  @ApiProperty({ example: '10:00' }) @Matches(TIME) from: string;
  @ApiProperty({ example: '19:00' }) @Matches(TIME) to: string;
}

class RosterCellDto {
  @ApiProperty() @IsUUID() userId: string;
  @ApiProperty() @Matches(DAY) day: string;

  @ApiProperty({ type: [SpanDto] })
  @IsArray()
  @ArrayMaxSize(6)
  @ValidateNested({ each: true })
  @Type(() => SpanDto)
  shifts: SpanDto[];
}

export class RosterDto implements RosterRequest {
  @ApiProperty({ type: [RosterCellDto] })
  @IsArray()
  @ArrayMaxSize(2000)
  @ValidateNested({ each: true })
  @Type(() => RosterCellDto)
  cells: RosterCellDto[];
}

export class RosterPasteDto implements RosterPasteRequest {
  @ApiProperty() @IsString() @MinLength(1) @MaxLength(200_000) text: string;
  @ApiProperty() @IsInt() @Min(2000) @Max(2100) year: number;
  @ApiProperty() @IsBoolean() save: boolean;
}

export class TeamDto implements TeamRequest {
  @ApiProperty() @IsString() @Matches(/\S/u) @MaxLength(60) name: string;
  @ApiPropertyOptional({ nullable: true }) @IsOptional() @IsUUID() leadId: string | null = null;
  @ApiProperty({ type: [String] }) @IsArray() @ArrayMaxSize(500) @IsUUID('all', { each: true }) memberIds: string[];
}
