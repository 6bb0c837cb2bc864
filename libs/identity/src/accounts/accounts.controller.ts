import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AccountImportCheck, AccountView, InvitationView, ListView } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { AccountImport } from './account-import.service.js';
import { AccountDto, AccountImportDto } from './accounts.dto.js';
import { Accounts } from './accounts.service.js';

@ApiTags('accounts')
@Controller('api/v1/accounts')
export class AccountsController {
  constructor(
    private readonly accounts: Accounts,
    private readonly imports: AccountImport,
  ) {}

  @Get()
  @Allow('account:write')
  async list(): Promise<ListView<AccountView>> {
    return { items: await this.accounts.list() };
  }

  @Post()
  @Allow('account:write')
  create(@Body() body: AccountDto): Promise<InvitationView> {
    return this.accounts.create(body);
  }

  @Post('import/check')
  @Allow('account:write')
  @HttpCode(200)
  check(@Body() body: AccountImportDto): Promise<AccountImportCheck> {
    return this.imports.check(body);
  }

  @Post('import')
  @Allow('account:write')
  async import(@Body() body: AccountImportDto): Promise<ListView<InvitationView>> {
    return { items: await this.imports.import(body) };
  }

  @Put(':id')
  @Allow('account:write')
  change(@Param('id') id: string, @Body() body: AccountDto): Promise<AccountView> {
    return this.accounts.change(id, body);
  }

  @Post(':id/invitation')
  @Allow('account:write')
  invite(@Param('id') id: string): Promise<InvitationView> {
    return this.accounts.invite(id);
  }

  @Post(':id/stop')
  @Allow('account:write')
  @HttpCode(200)
  stop(@Param('id') id: string): Promise<AccountView> {
    return this.accounts.stop(id);
  }

  @Post(':id/resume')
  @Allow('account:write')
  @HttpCode(200)
  resume(@Param('id') id: string): Promise<AccountView> {
    return this.accounts.resume(id);
  }
}
