import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor, type Type } from '@nestjs/common';
import { ModuleRef, Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import { Database } from '../database/database.js';
import { TenantScope } from '../database/scope.js';
import { SCOPED_BY, type ScopeResolver, WITHOUT_TRANSACTION } from './decorators.js';
import { findActor } from './request-context.js';

/** Opens the one transaction of an HTTP stimulus, under the scope of its actor or desk, and answers after the commit. */
@Injectable()
export class StimulusInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly database: Database,
    private readonly modules: ModuleRef,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(WITHOUT_TRANSACTION, targets)) return next.handle();
    const scope = await this.scopeOf(context, targets);
    const { method } = context.switchToHttp().getRequest<FastifyRequest>();
    // A retry after a deadlock runs the handler again, hence the fresh `handle()` within.
    return defer(() =>
      this.database.transaction(
        scope,
        () => lastValueFrom(next.handle(), { defaultValue: undefined }),
        method === 'GET' ? 'one_moment' : 'newest',
      ),
    );
  }

  private async scopeOf(context: ExecutionContext, targets: Parameters<Reflector['getAllAndOverride']>[1]) {
    const resolver = this.reflector.getAllAndOverride<Type<ScopeResolver> | undefined>(SCOPED_BY, targets);
    if (resolver) {
      const request = context.switchToHttp().getRequest<FastifyRequest>();
      return this.modules.get(resolver, { strict: false }).resolve(request);
    }
    return TenantScope.of(...(findActor()?.tenantIds ?? []));
  }
}
