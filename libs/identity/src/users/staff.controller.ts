import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { StaffView } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { UsersService } from './users.service.js';

@ApiTags('staff')
@Controller('api/v1/staff')
export class StaffController {
  constructor(private readonly users: UsersService) {}

  @Get()
  @Allow('staff:read')
  list(): Promise<StaffView[]> {
    return this.users.staff();
  }
}
