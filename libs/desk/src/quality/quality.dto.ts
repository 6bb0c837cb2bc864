import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { QUALITY_ERRORS, type QualityError, type QualityPoint, type QualitySheet } from '#libs/contracts';
import { IsPart } from '#libs/platform';

export class QualityListDto {
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(200) cursor?: string;
}

class PointsDto implements Record<QualityPoint, boolean> {
  @ApiProperty() @IsBoolean() facts: boolean;
  @ApiProperty() @IsBoolean() name: boolean;
  @ApiProperty() @IsBoolean() wording: boolean;
  @ApiProperty() @IsBoolean() complete: boolean;
  @ApiProperty() @IsBoolean() asks: boolean;
}

export class SheetDto implements QualitySheet {
  @ApiProperty({ type: PointsDto }) @IsPart(() => PointsDto) points: PointsDto;

  @ApiProperty({ enum: QUALITY_ERRORS, isArray: true })
  @IsArray()
  @ArrayMaxSize(QUALITY_ERRORS.length)
  @IsIn([...QUALITY_ERRORS], { each: true })
  errors: QualityError[];

  @ApiPropertyOptional({ maxLength: 1000 }) @IsOptional() @IsString() @MaxLength(1000) note?: string;
}
