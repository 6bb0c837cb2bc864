export { AccountEndings } from './accounts/account-endings.js';
export { IdentityModule } from './identity.module.js';
export { IncidentHeader } from './sessions/session-views.js';
export { Sessions } from './sessions/sessions.service.js';
export { SiteEntity } from './tenants/site.entity.js';
export { TenantEntity } from './tenants/tenant.entity.js';
export { type NewTenant, TenantsService } from './tenants/tenants.service.js';
export { UserEntity } from './users/user.entity.js';
export { type NewUser, UsersService } from './users/users.service.js';
