import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

const here = path.dirname(fileURLToPath(import.meta.url));
/** Where the built console lies: beside the built server, or in dist for a server that runs from its sources, as in tests. */
const ROOT = ['../../../console', '../../../dist/console']
  .map((place) => path.resolve(here, place))
  .find((place) => existsSync(path.join(place, 'index.html')));
const PAGES = ['/', '/login', '/invite/*', '/console', '/console/*', '/portal', '/portal/*'];
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves the built console: one page for all its routes, and its hashed files, which may be kept for ever. */
export const serveConsole = async (fastify: FastifyInstance): Promise<void> => {
  if (ROOT === undefined) return;
  await fastify.register(fastifyStatic, {
    root: path.join(ROOT, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
    decorateReply: true,
  });
  const page = (_request: unknown, reply: FastifyReply) =>
    reply
      .header('content-security-policy', POLICY)
      .header('cache-control', 'no-cache')
      .sendFile('index.html', ROOT, { cacheControl: false });
  for (const url of PAGES) fastify.get(url, url === '/' ? (_request, reply) => reply.redirect('/login') : page);
};
