import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional } from 'class-validator';
import { KPI_GROUPS, KPI_STEPS, type KpiGroup, type KpiStep } from '#libs/contracts';

/** Without `from` and `to`: this day in Japan up to now. */
export class KpisDto {
  @ApiPropertyOptional({ description: 'ISO 8601 with zone' }) @IsOptional() @IsISO8601({ strict: true }) from?: string;
  @ApiPropertyOptional({ description: 'ISO 8601 with zone, at most 31 days after `from`' })
  @IsOptional()
  @IsISO8601({ strict: true })
  to?: string;
  @ApiPropertyOptional({ enum: KPI_STEPS }) @IsOptional() @IsIn([...KPI_STEPS]) step: KpiStep = 'whole';
  @ApiPropertyOptional({ enum: KPI_GROUPS }) @IsOptional() @IsIn([...KPI_GROUPS]) by: KpiGroup = 'none';
}
