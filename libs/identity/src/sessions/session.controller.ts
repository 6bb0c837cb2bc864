import { Body, Controller, Delete, Get, HttpCode, Inject, Ip, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SessionView } from '#libs/contracts';
import { Allow, CONFIG, type Config, Public, sessionCookie, sessionTokenOf, WithoutTransaction } from '#libs/platform';
import { SessionViews } from './session-views.js';
import { SESSION_HOURS, Sessions } from './sessions.service.js';
import { SignInDto } from './session.dto.js';
import { SignInService } from './sign-in.service.js';

@ApiTags('session')
@Controller('api/v1/session')
export class SessionController {
  private readonly secure: boolean;

  constructor(
    private readonly signIns: SignInService,
    private readonly sessions: Sessions,
    private readonly views: SessionViews,
    @Inject(CONFIG) config: Config,
  ) {
    this.secure = config.publicUrl.startsWith('https:');
  }

  @Post()
  @Public()
  @WithoutTransaction()
  @HttpCode(200)
  async signIn(
    @Body() body: SignInDto,
    @Ip() address: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const { token } = await this.signIns.signIn(body.email, body.password, address);
    void reply.header('set-cookie', sessionCookie(token, this.secure, SESSION_HOURS * 3600));
    return this.views.of(token);
  }

  @Get()
  @Allow('session:own')
  @WithoutTransaction()
  read(@Req() request: FastifyRequest): Promise<SessionView> {
    return this.views.of(sessionTokenOf(request.headers.cookie)!);
  }

  @Delete()
  @Allow('session:own')
  @HttpCode(204)
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.end(sessionTokenOf(request.headers.cookie)!);
    void reply.header('set-cookie', sessionCookie(null, this.secure, 0));
  }

  /** Ends every session of this person, on every device. */
  @Delete('all')
  @Allow('session:own')
  @HttpCode(204)
  async signOutEverywhere(@Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.endAllOfActor();
    void reply.header('set-cookie', sessionCookie(null, this.secure, 0));
  }
}
