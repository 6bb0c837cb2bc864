import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { Permission } from '#libs/contracts';
import { ALLOW, PUBLIC } from './decorators.js';

export interface RouteEntry {
  method: string;
  path: string;
  handler: string;
  /** Null for a public route. */
  permission: Permission | null;
}

const paths = (value: unknown): string[] => (Array.isArray(value) ? value : [value ?? '']) as string[];
const join = (...parts: string[]): string =>
  `/${parts
    .map((part) => part.replace(/^\/+|\/+$/g, ''))
    .filter(Boolean)
    .join('/')}`;

/**
 * Every route with the permission that it asks for. Throws, and so stops the boot, for a route that names neither a
 * permission nor `@Public()`: the sentence says which line to write.
 */
export const routeTable = (discovery: DiscoveryService, reflector: Reflector): RouteEntry[] => {
  const scanner = new MetadataScanner();
  const routes: RouteEntry[] = [];
  for (const { instance, metatype } of discovery.getControllers()) {
    if (!instance || !metatype) continue;
    const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
    for (const name of scanner.getAllMethodNames(prototype)) {
      const handler = prototype[name]!;
      const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
      if (method === undefined) continue;
      const targets = [handler, metatype as () => unknown];
      const permission = reflector.getAllAndOverride<Permission | undefined>(ALLOW, targets);
      const isPublic = reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets);
      const label = `${metatype.name}.${name}`;
      if (!permission && !isPublic) throw new Error(`${label} needs @Allow('noun:verb') or @Public()`);
      for (const base of paths(Reflect.getMetadata(PATH_METADATA, metatype))) {
        for (const path of paths(Reflect.getMetadata(PATH_METADATA, handler))) {
          routes.push({
            method: RequestMethod[method],
            path: join(base, path),
            handler: label,
            permission: permission ?? null,
          });
        }
      }
    }
  }
  return routes.sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method));
};
