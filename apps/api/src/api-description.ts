import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DiscoveryService, Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ERRORS } from '#libs/contracts';
import { type RouteEntry, routeTable } from '#libs/platform';

type Schema = Record<string, unknown>;
type Operation = OpenAPIObject['paths'][string]['get'] & object;

/** What each handler answers (null: nothing), written by `scripts/describe-answers.mjs` at the build. */
interface Answers {
  answers: Record<string, Schema | null>;
  schemas: Record<string, Schema>;
}

const here = path.dirname(fileURLToPath(import.meta.url));
/** Beside the built server, or in dist for a server that runs from its sources, as in tests. */
const FILE = ['../../../api-answers.json', '../../../dist/api-answers.json']
  .map((place) => path.resolve(here, place))
  .find((place) => existsSync(place));

const INTRODUCTION = `The incident inquiry desk.

Sign in with \`POST /api/v1/session\`. The cookie that comes back is the session; every unsafe method carries its \`csrfToken\` in the header \`x-csrf-token\`.
Times are ISO 8601 in UTC. Lists are paged by \`cursor\`. What another shop owns is \`not_found\`, like what does not exist.
Every refusal is \`{ code, message, details, requestId }\`; the message is in the language of \`Accept-Language\` (ja or en).

| code | status | message |
| --- | --- | --- |
${Object.entries(ERRORS)
  .map(([code, { status, en }]) => `| \`${code}\` | ${status} | ${en} |`)
  .join('\n')}`;

const ERROR_BODY: Schema = {
  type: 'object',
  required: ['code', 'message', 'details', 'requestId'],
  properties: {
    code: { type: 'string', enum: Object.keys(ERRORS) },
    message: { type: 'string', description: 'A sentence for a person' },
    details: { type: 'object', additionalProperties: true, description: 'Ids, field names and counts' },
    requestId: { type: 'string' },
  },
};

/** Serves the API's description: requests from the input classes, answers from the handlers' types, refusals from the error table. */
export const describeApi = (app: NestFastifyApplication): void => {
  const base = new DocumentBuilder()
    .setTitle('Madoguchi')
    .setDescription(INTRODUCTION)
    .setVersion('1')
    .addCookieAuth('madoguchi', undefined, 'session')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'x-csrf-token' }, 'csrf')
    .build();
  SwaggerModule.setup('api/docs', app, () => completed(SwaggerModule.createDocument(app, base), routesOf(app)), {
    jsonDocumentUrl: 'api/openapi.json',
  });
};

const routesOf = (app: NestFastifyApplication): Map<string, RouteEntry> =>
  new Map(routeTable(app.get(DiscoveryService), app.get(Reflector)).map((route) => [route.handler, route]));

const completed = (document: OpenAPIObject, routes: Map<string, RouteEntry>): OpenAPIObject => {
  const { answers, schemas }: Answers =
    FILE === undefined ? { answers: {}, schemas: {} } : (JSON.parse(readFileSync(FILE, 'utf8')) as Answers);
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...schemas, ErrorBody: ERROR_BODY },
  };
  for (const operations of Object.values(document.paths)) {
    for (const [method, operation] of Object.entries(operations) as [string, Operation][]) {
      const handler = operation.operationId!.replace('_', '.');
      describeAnswer(operation, answers[handler]);
      describeRefusals(operation, method, routes.get(handler)?.permission ?? null);
    }
  }
  return document;
};

const describeAnswer = (operation: Operation, schema: Schema | null | undefined): void => {
  const [status] = Object.keys(operation.responses);
  if (schema === undefined || status === undefined) return;
  const type = schema?.['format'] === 'binary' ? 'application/octet-stream' : 'application/json';
  operation.responses[status] = {
    description: schema === null ? 'Done; no body' : 'Done',
    ...(schema && { content: { [type]: { schema } } }),
  };
};

const describeRefusals = (operation: Operation, method: string, permission: string | null): void => {
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/ErrorBody' } } };
  const refuse = (status: string, description: string): void => {
    operation.responses[status] = { description, content };
  };
  const parameters = (operation.parameters ?? []) as { in?: string }[];
  if (operation.requestBody || parameters.length > 0) refuse('400', '`request.invalid` or `request.unreadable`');
  if (permission !== null) {
    operation.security = [{ session: [], ...(method !== 'get' && { csrf: [] }) }];
    operation.description = [operation.description, `Permission: \`${permission}\``].filter(Boolean).join('\n\n');
    refuse('401', '`session.required`');
    refuse('403', method === 'get' ? '`permission.denied`' : '`permission.denied` or `session.csrf`');
  }
  if (parameters.some((parameter) => parameter.in === 'path')) refuse('404', '`not_found`');
  refuse('default', 'Any other code of the table above');
};
