import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { KPI_GROUPS, KPI_STEPS, type KpiGroup, type KpiStep } from '#libs/contracts';
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
