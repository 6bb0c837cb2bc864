import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ListView, RosterPasteView, RosterView, TeamView } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { RosterDto, RosterPasteDto, RosterQueryDto, TeamDto } from './roster.dto.js';
import { Roster } from './roster.service.js';

@ApiTags('roster')
@Controller('api/v1')
export class RosterController {
  constructor(private readonly roster: Roster) {}

  @Get('roster')
  @Allow('roster:write')
  view(@Query() query: RosterQueryDto): Promise<RosterView> {
    return this.roster.view(query.from, query.days);
  }

  @Put('roster')
  @Allow('roster:write')
  @HttpCode(204)
  change(@Body() body: RosterDto): Promise<void> {
    return this.roster.change(body);
  }

  @Post('roster/paste')
  @Allow('roster:write')
  @HttpCode(200)
  paste(@Body() body: RosterPasteDto): Promise<RosterPasteView> {
    return this.roster.paste(body);
  }

  @Get('teams')
  @Allow('roster:write')
  teams(): Promise<ListView<TeamView>> {
    return this.roster.teams();
  }

  @Post('teams')
  @Allow('roster:write')
  addTeam(@Body() body: TeamDto): Promise<ListView<TeamView>> {
    return this.roster.saveTeam(null, body);
  }

  @Put('teams/:id')
  @Allow('roster:write')
  changeTeam(@Param('id') id: string, @Body() body: TeamDto): Promise<ListView<TeamView>> {
    return this.roster.saveTeam(id, body);
  }

  @Delete('teams/:id')
  @Allow('roster:write')
  removeTeam(@Param('id') id: string): Promise<ListView<TeamView>> {
    return this.roster.removeTeam(id);
  }
}
