import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import {
  type ExtraOpening,
  type HoursPreviewRequest,
  type HoursRequest,
  type Language,
  LANGUAGES,
  type OpeningWindow,
  type SlaPolicy,
  type SlaTimes,
} from '#libs/contracts';
import { IsInstant, IsPart } from '#libs/platform';

const BEGIN = /^([01]\d|2[0-3]):[0-5]\d$/;
const END = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;
/** A day that exists, but for the ends of short months, which no calendar offers. */
const DATE = /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
/** On a minute: hours begin and end with it. */
const MINUTE = /^20\d\d-\d\d-\d\dT\d\d:\d\d:00(\.000)?Z$/;
/** 400 hours: a clock keeps what is left in milliseconds of 31 bits. */
const MOST_MINUTES = 24_000;

class WindowDto implements OpeningWindow {
  @ApiProperty()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(7)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(7, { each: true })
  days: number[];
  @ApiProperty() @Matches(BEGIN) from: string;
  @ApiProperty() @Matches(END) to: string;
}

class ExtraOpeningDto implements ExtraOpening {
  @ApiProperty() @Matches(DATE) date: string;
  @ApiProperty() @Matches(BEGIN) from: string;
  @ApiProperty() @Matches(END) to: string;
}

const Minutes =
  (least = 1): PropertyDecorator =>
  (target, key) => {
    for (const decorate of [ApiPropertyOptional(), IsOptional(), IsInt(), Min(least), Max(MOST_MINUTES)]) {
      decorate(target, key);
    }
  };

class SlaTimesDto implements SlaTimes {
  @Minutes() firstReply?: number;
  @Minutes() nextReply?: number;
  @Minutes() resolution?: number | null;
  @Minutes() callback?: number;
  @Minutes(0) warning?: number;
}

class ChannelTimesDto {
  @ApiPropertyOptional() @IsOptional() @IsPart(() => SlaTimesDto) form?: SlaTimesDto;
  @ApiPropertyOptional() @IsOptional() @IsPart(() => SlaTimesDto) email?: SlaTimesDto;
  @ApiPropertyOptional() @IsOptional() @IsPart(() => SlaTimesDto) phone?: SlaTimesDto;
}

class SlaPolicyDto extends SlaTimesDto implements SlaPolicy {
  @ApiPropertyOptional()
  @IsOptional()
  @IsPart(() => ChannelTimesDto)
  channels?: ChannelTimesDto;
}

export class HoursDto implements HoursRequest {
  @ApiProperty({ nullable: true }) @ValidateIf((_, value) => value !== null) @IsInstant() @Matches(MINUTE) from:
    string | null;
  @ApiProperty()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => WindowDto)
  phone: WindowDto[];
  @ApiPropertyOptional()
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => WindowDto)
  reply?: WindowDto[];
  @ApiProperty({ enum: ['closed', 'open'] }) @IsIn(['closed', 'open']) holidays: 'closed' | 'open';
  @ApiProperty() @IsArray() @ArrayMaxSize(400) @Matches(DATE, { each: true }) closedOn: string[];
  @ApiPropertyOptional()
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(400)
  @ValidateNested({ each: true })
  @Type(() => ExtraOpeningDto)
  openOn?: ExtraOpeningDto[];
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(40) @Matches(/^\+?[\d-]{4,}$/) phoneNumber?: string;
  @ApiPropertyOptional() @IsOptional() @IsPart(() => SlaPolicyDto) sla?: SlaPolicyDto;
}

export class HoursPreviewDto implements HoursPreviewRequest {
  @ApiProperty() @IsInstant() @Matches(/^20\d\d-/) at: string;
  @ApiProperty({ enum: LANGUAGES }) @IsIn([...LANGUAGES]) language: Language;
  @ApiPropertyOptional() @IsOptional() @IsPart(() => HoursDto) draft?: HoursDto;
}
