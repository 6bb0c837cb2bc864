import { Body, Controller, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsISO8601,
  IsString,
  IsUUID,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import type {
  DeskNoticeEndRequest,
  DeskNoticePreview,
  DeskNoticePreviewRequest,
  DeskNoticeRequest,
  DeskNotices as DeskNoticesView,
} from '#libs/contracts';
import { Allow } from '#libs/platform';
import { DeskNotices } from './desk-notices.service.js';

export class DeskNoticeEndDto implements DeskNoticeEndRequest {
  @ApiProperty({ type: [String], nullable: true, description: 'Null: all desks' })
  @ValidateIf(({ deskIds }: DeskNoticeEndDto) => deskIds !== null)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @IsUUID(undefined, { each: true })
  deskIds: string[] | null;
}

export class DeskNoticeDto extends DeskNoticeEndDto implements DeskNoticeRequest {
  @ApiProperty({ description: 'The key of an approved text' }) @IsString() @MaxLength(40) key: string;

  @ApiProperty({ nullable: true, type: String, description: 'Null: from now on' })
  @ValidateIf(({ from }: DeskNoticeDto) => from !== null)
  @IsISO8601({ strict: true })
  from: string | null;

  @ApiProperty() @IsISO8601({ strict: true }) until: string;
}

export class DeskNoticePreviewDto implements DeskNoticePreviewRequest {
  @ApiProperty() @IsUUID() deskId: string;
  @ApiProperty() @IsString() @MaxLength(40) key: string;
}

@ApiTags('desks')
@Controller('api/v1/desk-notices')
export class DeskNoticesController {
  constructor(private readonly notices: DeskNotices) {}

  @Get()
  @Allow('floor:read')
  list(): Promise<DeskNoticesView> {
    return this.notices.list();
  }

  @Put()
  @Allow('ticket:assign')
  set(@Body() body: DeskNoticeDto): Promise<DeskNoticesView> {
    return this.notices.set(body);
  }

  @Post('end')
  @Allow('ticket:assign')
  @HttpCode(200)
  end(@Body() { deskIds }: DeskNoticeEndDto): Promise<DeskNoticesView> {
    return this.notices.end(deskIds);
  }

  @Post('preview')
  @Allow('ticket:assign')
  @HttpCode(200)
  preview(@Body() { deskId, key }: DeskNoticePreviewDto): Promise<DeskNoticePreview> {
    return this.notices.preview(deskId, key);
  }
}
