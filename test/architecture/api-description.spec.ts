import { DiscoveryService, Reflector } from '@nestjs/core';
import { getMetadataStorage } from 'class-validator';
import { ERRORS } from '#libs/contracts';
import { type RouteEntry, routeTable } from '#libs/platform';
import { type World, world } from '../support/world.js';

/** Programs are written against `/api/openapi.json`: it must say all that the API takes, answers and refuses, and nothing else. */

interface Schema {
  $ref?: string;
  type?: string;
  nullable?: boolean;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  oneOf?: Schema[];
  allOf?: Schema[];
}
interface Operation {
  operationId: string;
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
  security?: Record<string, string[]>[];
}
interface Description {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; securitySchemes: Record<string, unknown> };
}

let desk: World;
let description: Description;
let routes: RouteEntry[];

beforeAll(async () => {
  desk = await world({ worker: false });
  description = (await (await fetch(`${desk.api.url}/api/openapi.json`)).json()) as Description;
  routes = routeTable(desk.api.app.get(DiscoveryService), desk.api.app.get(Reflector)).filter(({ path }) =>
    path.startsWith('/api/v1/'),
  );
});
afterAll(() => desk.close());

const operationOf = (method: string, path: string): Operation | undefined =>
  description.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
const answerOf = (operation: Operation): Schema | undefined =>
  Object.entries(operation.responses).find(([status]) => status.startsWith('2'))?.[1].content?.['application/json']
    ?.schema;

/** Where a value is not what its schema says; empty when it is. A field that no schema names is a fault too. */
const faults = (value: unknown, schema: Schema, at = '$'): string[] => {
  if (schema.$ref) return faults(value, description.components.schemas[schema.$ref.split('/').at(-1)!]!, at);
  if (value === null) return schema.nullable ? [] : [`${at} is null`];
  if (schema.allOf) return schema.allOf.flatMap((each) => faults(value, each, at));
  if (schema.oneOf) {
    const all = schema.oneOf.map((each) => faults(value, each, at));
    return all.some(({ length }) => length === 0) ? [] : all[0]!;
  }
  if (schema.enum && !schema.enum.includes(value)) return [`${at} is none of its values`];
  if (schema.type === 'array') {
    return Array.isArray(value)
      ? value.flatMap((each, n) => faults(each, schema.items!, `${at}[${n}]`))
      : [`${at} is no list`];
  }
  if (schema.type === 'object')
    return typeof value === 'object' ? fieldFaults(value, schema, at) : [`${at} is no object`];
  return schema.type && typeof value !== schema.type ? [`${at} is no ${schema.type}`] : [];
};

const fieldFaults = (value: object, schema: Schema, at: string): string[] => [
  ...(schema.required ?? []).filter((name) => !(name in value)).map((name) => `${at}.${name} is missing`),
  ...Object.entries(value).flatMap(([name, each]) => {
    const field = schema.properties?.[name] ?? schema.additionalProperties;
    if (field === undefined) return [`${at}.${name} is not described`];
    return typeof field === 'object' ? faults(each, field, `${at}.${name}`) : [];
  }),
];

test('every route of the API is described, with its answer, its refusals and what it asks for', () => {
  const faulty = routes.flatMap(({ method, path, permission }) => {
    const operation = operationOf(method, path);
    if (!operation) return [`${method} ${path} is not described`];
    const missing = [
      [Object.keys(operation.responses).some((status) => status.startsWith('2')), 'an answer'],
      [operation.responses['default']?.content !== undefined, 'refusals'],
      [permission === null || operation.security?.length === 1, 'a session'],
      [permission === null || method === 'GET' || 'csrf' in (operation.security?.[0] ?? {}), 'the CSRF token'],
      [!path.includes(':') || operation.responses['404'] !== undefined, 'not_found'],
      [method !== 'GET' || Object.values(operation.responses).some(({ content }) => content), 'a body'],
    ] as const;
    return missing.filter(([is]) => !is).map(([, what]) => `${method} ${path} lacks ${what}`);
  });
  expect(faulty).toEqual([]);
});

test('each reference leads somewhere', () => {
  const text = JSON.stringify(description);
  const names = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name!);
  expect(names.filter((name) => !(name in description.components.schemas))).toEqual([]);
  expect(description.components.schemas['ErrorBody']?.properties?.['code']?.enum).toEqual(Object.keys(ERRORS));
});

test('what is taken is described: every field that is let in stands in its schema', () => {
  const { validationMetadatas } = getMetadataStorage() as unknown as {
    validationMetadatas: Map<{ name: string }, { propertyName: string }[]>;
  };
  const fields = new Map<string, Set<string>>();
  for (const [{ name }, rules] of validationMetadatas) {
    fields.set(name, new Set([...(fields.get(name) ?? []), ...rules.map(({ propertyName }) => propertyName)]));
  }
  expect(fields.get('ReplyDto')).toContain('idempotencyKey');
  const missing = Object.entries(description.components.schemas).flatMap(([name, { properties = {} }]) =>
    [...(fields.get(name) ?? [])].filter((field) => !(field in properties)).map((field) => `${name}.${field}`),
  );
  expect(missing).toEqual([]);
});

test('real answers are as described', async () => {
  const { id } = await desk.inquiry(desk.a);
  const people = { agent: await desk.as('agentA'), admin: await desk.as('admin'), shop: await desk.as('shopA') };
  const done: string[] = [];
  for (const client of Object.values(people)) {
    for (const { method, path } of routes) {
      if (method !== 'GET' || /:(?!id\b)/.test(path) || (path.includes(':id') && !path.includes('/tickets/'))) continue;
      const query = /kpis/.test(path) ? '?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&step=day' : '';
      const answer = await client.get(path.replace(':id', id) + query);
      const operation = operationOf(method, path)!;
      const schema = answer.status === 200 ? answerOf(operation) : { $ref: '#/components/schemas/ErrorBody' };
      expect({ path, faults: schema ? faults(answer.body, schema) : [] }).toEqual({ path, faults: [] });
      if (answer.status === 200) done.push(path);
    }
  }
  expect(done).toEqual(
    expect.arrayContaining(['/api/v1/tickets', '/api/v1/tickets/:id', '/api/v1/session', '/api/v1/outbox']),
  );
  const claimed = await people.agent.post(`/api/v1/tickets/${id}/claim`);
  expect(faults(claimed.body, answerOf(operationOf('POST', '/api/v1/tickets/:id/claim')!)!)).toEqual([]);
});
