import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ListView, StaffView } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { UsersService } from './users.service.js';

@ApiTags('staff')
@Controller('api/v1/staff')
export class StaffController {
  constructor(private readonly users: UsersService) {}

  @Get()
  @Allow('staff:read')
  async list(): Promise<ListView<StaffView>> {
    return { items: await this.users.staff() };
  }
}
