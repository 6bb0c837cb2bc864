import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { parse as parseQuery } from 'node:querystring';
import { DiscoveryService, NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type DynamicModule, UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { languageOfRequest, withContext } from '../auth/request-context.js';
import { Clock } from '../clock/clock.js';
import { routeTable } from '../auth/route-table.js';
import type { Config } from '../config/config.js';
import { DomainError } from '../errors/domain-error.js';
import { ErrorFilter } from './error.filter.js';
import { isReadable } from './readable-input.js';
import { log } from './log.js';
import { Metrics } from './metrics.js';
import { NestLog } from './nest-log.js';
import { validation } from './validation.js';

const BODY_LIMIT = 256 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;

/** Boots an HTTP application with everything that each request passes: id, context, limits, headers, log line and figures. */
export const createHttpApplication = async (module: DynamicModule, config: Config): Promise<NestFastifyApplication> => {
  const adapter = new FastifyAdapter({
    genReqId: () => randomUUID(),
    logger: false,
    // Only as many forwarding hops as are known are believed; with none, the peer's own address counts.
    trustProxy: (_address, hop) => hop < config.trustedProxies,
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: REQUEST_TIMEOUT_MS * 2,
    routerOptions: { maxParamLength: 300, querystringParser: givenOf },
    rewriteUrl: (request: IncomingMessage) => decodable(request.url ?? '/'),
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLog(),
    abortOnError: false,
    forceCloseConnections: true,
  });
  const fastify = app.getHttpAdapter().getInstance();
  aroundEachRequest(fastify, app.get(Metrics), app.get(Clock));
  app.useGlobalPipes(validation());
  app.useGlobalFilters(app.get(ErrorFilter));
  routeTable(app.get(DiscoveryService), app.get(Reflector));
  return app;
};

const aroundEachRequest = (fastify: FastifyInstance, metrics: Metrics, clock: Clock): void => {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    void reply.header('x-content-type-options', 'nosniff');
    void reply.header('referrer-policy', 'no-referrer');
    void reply.header('x-frame-options', 'DENY');
    void reply.header('cross-origin-opener-policy', 'same-origin');
    withContext(
      {
        requestId: request.id,
        language: languageOfRequest(request.query, request.headers['accept-language']),
        actor: null,
      },
      done,
    );
  });
  // Forms are for the public pages. A page of another site can send a form or plain text without being asked, but no JSON.
  fastify.addHook('preParsing', (request, _reply, _payload, done) => {
    const type = request.headers['content-type'];
    const isJson = type === undefined || /^application\/json\s*(;|$)/i.test(type);
    done(isJson || !request.url.startsWith('/api/') ? null : new UnsupportedMediaTypeException());
  });
  fastify.addHook('preValidation', (request, _reply, done) => {
    done(isReadable(request.body) ? undefined : new DomainError('request.unreadable'));
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    if (request.url.startsWith('/api/')) {
      // By this the console counts ages and durations: the clocks of the people's machines are anything.
      void reply.header('x-server-time', clock.now().getTime());
      if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    }
    done(null, payload);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = routeOf(request);
    metrics.requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    log.debug(
      {
        requestId: request.id,
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    );
    done();
  });
};

/** A parameter without a value, as in `?q=&state=`, is one that was not given. */
const givenOf = (query: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(parseQuery(query)).filter(([, value]) => value !== ''));

/** A path that is no percent-encoding is taken by its letters, and so leads to an ordinary `not_found`. */
const decodable = (url: string): string => {
  const at = url.indexOf('?');
  const [path, rest] = at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at)];
  try {
    decodeURIComponent(path);
    return url;
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return path.replaceAll('%', '%25') + rest;
  }
};

/** The pattern, never the URL itself: a status link's path is a secret. */
const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? 'unknown';
