import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CannedTextRow, ListView, TextPreview, TextVersionView } from '#libs/contracts';
import { Allow } from '#libs/platform';
import {
  TextApproveDto,
  TextDraftDto,
  TextKeyDto,
  TextPreviewDto,
  TextReturnDto,
  TextWithdrawDto,
} from './canned-texts.dto.js';
import { CannedTexts } from './canned-texts.service.js';

@ApiTags('canned responses')
@Controller('api/v1/canned-texts')
export class CannedTextsController {
  constructor(private readonly texts: CannedTexts) {}

  @Get()
  @Allow('canned:approve')
  async list(): Promise<ListView<CannedTextRow>> {
    return { items: await this.texts.list() };
  }

  @Post('preview')
  @Allow('canned:approve')
  @HttpCode(200)
  preview(@Body() body: TextPreviewDto): Promise<TextPreview> {
    return this.texts.preview(body);
  }

  @Get('versions/:id')
  @Allow('canned:approve')
  version(@Param('id') id: string): Promise<TextVersionView> {
    return this.texts.version(id);
  }

  @Post('versions/:id/approve')
  @Allow('canned:approve')
  @HttpCode(200)
  approve(@Param('id') id: string, @Body() body: TextApproveDto): Promise<TextVersionView> {
    return this.texts.approve(id, body.textVersion);
  }

  @Post('versions/:id/return')
  @Allow('canned:approve')
  @HttpCode(200)
  giveBack(@Param('id') id: string, @Body() body: TextReturnDto): Promise<TextVersionView> {
    return this.texts.giveBack(id, body.textVersion, body.code, body.words);
  }

  @Post('versions/:id/pull-back')
  @Allow('canned:write')
  @HttpCode(200)
  pullBack(@Param('id') id: string): Promise<TextVersionView> {
    return this.texts.pullBack(id);
  }

  @Post(':id/withdraw')
  @Allow('canned:approve')
  @HttpCode(200)
  async withdraw(@Param('id') id: string, @Body() body: TextWithdrawDto): Promise<ListView<CannedTextRow>> {
    return { items: await this.texts.withdraw(id, body.reason) };
  }

  @Put(':key/:language')
  @Allow('canned:write')
  write(@Param() { key, language }: TextKeyDto, @Body() body: TextDraftDto): Promise<TextVersionView> {
    return this.texts.write(key, language, body);
  }
}
