import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { CALL_SETS, type CallSet, KPI_GROUPS, KPI_STEPS, type KpiGroup, type KpiStep } from '#libs/contracts';
import { IsInstant } from '#libs/platform';

/** Without `from` and `to`: this day in Japan up to now. */
export class KpisDto {
  @ApiPropertyOptional({ description: 'ISO 8601 with zone' }) @IsOptional() @IsInstant() from?: string;
  @ApiPropertyOptional({ description: 'ISO 8601 with zone, at most 31 days after `from`' })
  @IsOptional()
  @IsInstant()
  to?: string;
  @ApiPropertyOptional({ enum: KPI_STEPS }) @IsOptional() @IsIn([...KPI_STEPS]) step: KpiStep = 'whole';
  @ApiPropertyOptional({ enum: KPI_GROUPS }) @IsOptional() @IsIn([...KPI_GROUPS]) by: KpiGroup = 'none';
}

/** Without `from` and `to`: this day in Japan up to now. */
export class CallListDto {
  @ApiPropertyOptional({ description: 'ISO 8601 with zone' }) @IsOptional() @IsInstant() from?: string;
  @ApiPropertyOptional({ description: 'ISO 8601 with zone, at most 31 days after `from`' })
  @IsOptional()
  @IsInstant()
  to?: string;
  @ApiPropertyOptional({ enum: CALL_SETS }) @IsOptional() @IsIn([...CALL_SETS]) set: CallSet = 'offered';
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(200) cursor?: string;
}
