import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength, MinLength } from 'class-validator';
import {
  type Channel,
  CHANNELS,
  MAX_VIEW_NAME,
  type NewSavedView,
  QUEUE_VIEWS,
  type QueueView,
  type Topic,
  TOPICS,
  type ViewFilters,
} from '#libs/contracts';
import { IsPart } from '#libs/platform';

const trimmed = ({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value);

class ViewFiltersDto implements ViewFilters {
  @ApiPropertyOptional({ description: 'Desk id' }) @IsOptional() @IsUUID() shop?: string;
  @ApiPropertyOptional({ enum: TOPICS }) @IsOptional() @IsIn([...TOPICS]) topic?: Topic;
  @ApiPropertyOptional({ enum: CHANNELS }) @IsOptional() @IsIn([...CHANNELS]) channel?: Channel;
  @ApiPropertyOptional({ description: '`any`, `free`, `none` or a person’s id' })
  @IsOptional()
  @Matches(/^(any|free|none|[0-9a-f-]{36})$/)
  owner?: string;
  @ApiPropertyOptional({ enum: ['overdue'] }) @IsOptional() @IsIn(['overdue']) due?: 'overdue';
}

export class ViewNameDto {
  @ApiProperty({ maxLength: MAX_VIEW_NAME })
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(MAX_VIEW_NAME)
  name: string;
}

export class NewSavedViewDto extends ViewNameDto implements NewSavedView {
  @ApiProperty({ enum: QUEUE_VIEWS }) @IsIn([...QUEUE_VIEWS]) view: QueueView;
  @ApiProperty() @IsPart(() => ViewFiltersDto) search: ViewFiltersDto;
}

export class ShareViewDto {
  @ApiProperty() @IsBoolean() shared: boolean;
}
