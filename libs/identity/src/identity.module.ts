import { Global, Module } from '@nestjs/common';
import { ActorResolver } from '#libs/platform';
import { AccountEndings } from './accounts/account-endings.js';
import { AccountImport } from './accounts/account-import.service.js';
import { AccountsController } from './accounts/accounts.controller.js';
import { AccountsRepository } from './accounts/accounts.repository.js';
import { Accounts } from './accounts/accounts.service.js';
import { InvitationsController } from './accounts/invitations.controller.js';
import { InvitationsRepository } from './accounts/invitations.repository.js';
import { Invitations } from './accounts/invitations.service.js';
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
  controllers: [AccountsController, InvitationsController, SessionController, StaffController],
  providers: [
    AccountEndings,
    AccountImport,
    Accounts,
    AccountsRepository,
    Invitations,
    InvitationsRepository,
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
  exports: [AccountEndings, ActorResolver, Sessions, TenantsService, UsersService],
})
export class IdentityModule {}
