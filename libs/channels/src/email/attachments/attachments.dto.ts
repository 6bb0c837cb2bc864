import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { PREVIEW_SIZES, type PreviewSize } from './picture-previews.js';

export class PreviewDto {
  @ApiPropertyOptional({ enum: PREVIEW_SIZES }) @IsOptional() @IsIn(PREVIEW_SIZES) size: PreviewSize = 'large';
}
