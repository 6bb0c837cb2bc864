import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsISO8601,
  IsNumber,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { LaterReport, NoticeBatchView, StaffingRequest, SurgeAssumptions } from '#libs/contracts';
import { IsInstant, IsPart } from '#libs/platform';
import { DEFAULT_ASSUMPTIONS } from './surge.js';

const SHARES = 60;
const MOST_PERSONS = 100_000_000;

class ChannelsDto {
  @ApiProperty() @IsNumber() @Min(0) @Max(1) phone: number;
  @ApiProperty() @IsNumber() @Min(0) @Max(1) form: number;
  @ApiProperty() @IsNumber() @Min(0) @Max(1) email: number;
}

/** A day that there is, of this century. */
const IsDay = (): PropertyDecorator => (target, key) => {
  for (const decorate of [Matches(/^20\d\d-\d\d-\d\d$/), IsISO8601({ strict: true })]) decorate(target, key);
};

class LaterReportDto implements LaterReport {
  @ApiProperty({ example: '2016-07-06' }) @IsDay() date: string;
  @ApiProperty() @IsNumber() @Min(0) @Max(1) share: number;
}

class AssumptionsDto implements SurgeAssumptions {
  @ApiProperty() @IsNumber() @Min(0) @Max(1) contactRate: number;
  @ApiProperty() @IsPart(() => ChannelsDto) channels: ChannelsDto;
  @ApiProperty({ type: [Number] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(SHARES)
  @IsNumber({}, { each: true })
  @Min(0, { each: true })
  @Max(1, { each: true })
  dayShares: number[];
  @ApiPropertyOptional({ type: [LaterReportDto] })
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => LaterReportDto)
  laterReports: LaterReportDto[] = [];
  @ApiProperty({ type: [Number] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(SHARES)
  @IsNumber({}, { each: true })
  @Min(0.001, { each: true })
  @Max(1, { each: true })
  hourShares: number[];
  @ApiProperty() @IsNumber() @Min(10) @Max(7_200) handlingSeconds: number;
  @ApiProperty() @IsNumber() @Min(10) @Max(7_200) writingSeconds: number;
  @ApiProperty() @IsNumber() @Min(0.1) @Max(0.99) serviceLevel: number;
  @ApiProperty() @IsNumber() @Min(0) @Max(600) answerWithin: number;
  @ApiPropertyOptional() @IsNumber() @Min(0.1) @Max(1) answerRate: number = DEFAULT_ASSUMPTIONS.answerRate;
  @ApiPropertyOptional() @IsNumber() @Min(0) @Max(60) shortUnder: number = DEFAULT_ASSUMPTIONS.shortUnder;
  @ApiProperty() @IsNumber() @Min(0.3) @Max(0.98) occupancy: number;
  @ApiProperty() @IsNumber() @Min(0) @Max(0.9) shrinkage: number;
  @ApiProperty() @IsNumber() @Min(1) @Max(3_600) patienceSeconds: number;
}

class BatchDto implements NoticeBatchView {
  @ApiProperty() @IsInstant() at: string;
  @ApiProperty() @IsInt() @Min(1) @Max(MOST_PERSONS) persons: number;
}

export class StaffingDayDto {
  @ApiPropertyOptional({ example: '2016-06-22' }) @IsOptional() @IsDay() date?: string;
}

export class StaffingDto extends StaffingDayDto implements StaffingRequest {
  @ApiProperty() @IsPart(() => AssumptionsDto) assumptions: AssumptionsDto;
  @ApiProperty({ type: [BatchDto] })
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => BatchDto)
  batches: BatchDto[];
  @ApiPropertyOptional() @IsOptional() @IsInt() @Min(0) version?: number;
}
