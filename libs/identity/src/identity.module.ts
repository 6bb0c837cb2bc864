import { Global, Module } from '@nestjs/common';
import { ActorResolver } from '#libs/platform';
import { SessionController } from './sessions/session.controller.js';
import { SessionEndings } from './sessions/session-endings.js';
import { SessionViews } from './sessions/session-views.js';
import { SessionsRepository } from './sessions/sessions.repository.js';
import { Sessions } from './sessions/sessions.service.js';
import { SignInService } from './sessions/sign-in.service.js';
import { TenantsRepository } from './tenants/tenants.repository.js';
import { TenantsService } from './tenants/tenants.service.js';
import { StaffController } from './users/staff.controller.js';
import { UsersRepository } from './users/users.repository.js';
import { UsersService } from './users/users.service.js';

/** Who may come in, and whose tickets they see. */
@Global()
@Module({
  controllers: [SessionController, StaffController],
  providers: [
    Sessions,
    { provide: ActorResolver, useExisting: Sessions },
    SessionEndings,
    SessionViews,
    SessionsRepository,
    SignInService,
    TenantsRepository,
    TenantsService,
    UsersRepository,
    UsersService,
  ],
  exports: [ActorResolver, Sessions, TenantsService, UsersService],
})
export class IdentityModule {}
