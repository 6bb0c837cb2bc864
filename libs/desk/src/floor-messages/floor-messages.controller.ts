import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsIn, IsString, MaxLength, MinLength } from 'class-validator';
import {
  FLOOR_MESSAGE_LENGTH,
  FLOOR_MESSAGE_MINUTES,
  type FloorMessageMinutes,
  type FloorMessageRequest,
  type FloorMessageView,
  type ListView,
  type UnreadMessage,
} from '#libs/contracts';
import { Allow } from '#libs/platform';
import { FloorMessages } from './floor-messages.service.js';

export class FloorMessageDto implements FloorMessageRequest {
  @ApiProperty({ maxLength: FLOOR_MESSAGE_LENGTH })
  @IsString()
  @MinLength(1)
  @MaxLength(FLOOR_MESSAGE_LENGTH)
  text: string;

  @ApiProperty({ enum: FLOOR_MESSAGE_MINUTES }) @IsIn([...FLOOR_MESSAGE_MINUTES]) minutes: FloorMessageMinutes;
}

@ApiTags('floor')
@Controller('api/v1')
export class FloorMessagesController {
  constructor(private readonly messages: FloorMessages) {}

  @Get('floor/messages')
  @Allow('floor:read')
  async list(): Promise<ListView<FloorMessageView>> {
    return { items: await this.messages.list() };
  }

  @Post('floor/messages')
  @Allow('ticket:assign')
  async send(@Body() body: FloorMessageDto): Promise<ListView<FloorMessageView>> {
    return { items: await this.messages.send(body) };
  }

  @Post('floor/messages/:id/end')
  @Allow('ticket:assign')
  @HttpCode(200)
  async end(@Param('id') id: string): Promise<ListView<FloorMessageView>> {
    return { items: await this.messages.end(id) };
  }

  @Get('people/me/messages')
  @Allow('ticket:claim')
  async unread(): Promise<ListView<UnreadMessage>> {
    return { items: await this.messages.unread() };
  }

  @Post('people/me/messages/:id/read')
  @Allow('ticket:claim')
  @HttpCode(200)
  async read(@Param('id') id: string): Promise<ListView<UnreadMessage>> {
    return { items: await this.messages.read(id) };
  }
}
