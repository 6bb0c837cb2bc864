import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Permission } from '#libs/contracts';
import { DomainError } from '../errors/domain-error.js';
import { ActorResolver } from './actor.js';
import { ALLOW, PUBLIC } from './decorators.js';
import { currentContext } from './request-context.js';
import { sessionTokenOf } from './session-cookie.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Denies by default: a route says `@Allow(permission)` or `@Public()`, and unsafe methods carry the session's CSRF token. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly actors: ActorResolver,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, targets)) return true;
    const permission = this.reflector.getAllAndOverride<Permission | undefined>(ALLOW, targets);
    if (!permission) throw new DomainError('permission.denied');
    const token = sessionTokenOf(request.headers.cookie);
    const actor = token === null ? null : await this.actors.actorOfToken(token);
    if (!actor) throw new DomainError('session.required');
    if (!SAFE_METHODS.has(request.method) && request.headers['x-csrf-token'] !== actor.csrfToken) {
      throw new DomainError('session.csrf');
    }
    if (!actor.permissions.includes(permission)) throw new DomainError('permission.denied');
    const current = currentContext();
    current.actor = actor;
    if (!request.headers['accept-language']) current.language = actor.language;
    return true;
  }
}
