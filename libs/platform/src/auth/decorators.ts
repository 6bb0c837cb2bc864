import { SetMetadata, type Type } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Permission } from '#libs/contracts';
import type { TenantScope } from '../database/scope.js';

export const ALLOW = Symbol('allow');
export const PUBLIC = Symbol('public');
export const SCOPED_BY = Symbol('scoped by');
export const WITHOUT_TRANSACTION = Symbol('without transaction');

/** The permission that a route asks for. */
export const Allow = (permission: Permission) => SetMetadata(ALLOW, permission);

/** A route for everybody. It sees no tenant's rows unless `@ScopedBy` names where its scope comes from. */
export const Public = () => SetMetadata(PUBLIC, true);

/** Finds the scope of a public route, for example the tenant of a desk's slug. Throws `not_found` where there is none. */
export interface ScopeResolver {
  resolve(request: FastifyRequest): Promise<TenantScope>;
}
export const ScopedBy = (resolver: Type<ScopeResolver>) => SetMetadata(SCOPED_BY, resolver);

/** For the few routes that do slow work between two transactions of their own, such as hashing a password. */
export const WithoutTransaction = () => SetMetadata(WITHOUT_TRANSACTION, true);
