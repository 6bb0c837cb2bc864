import { DiscoveryService, Reflector } from '@nestjs/core';
import { type ErrorBody, ERRORS, ROLES } from '#libs/contracts';
import { type RouteEntry, routeTable } from '#libs/platform';
import type { ApiClient } from '../support/client.js';
import { fieldsOf, Visitor } from '../support/visitor.js';
import { type World, world } from '../support/world.js';

/** Every parameter and every field of every route, one odd value at a time: each is taken, or refused by a code and a sentence. */

interface Schema {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  oneOf?: Schema[];
  allOf?: Schema[];
}
interface Operation {
  parameters?: { name: string; in: string; schema?: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}
interface Description {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

const HALF_CHARACTER = '\ud800';
const ODD_TEXTS = [
  ' ',
  '-1',
  '1e9',
  '99999999999999999999',
  'NaN',
  'a\0b',
  '🏯',
  "'; --",
  '%',
  '{{x}}',
  '{{#each',
  '__proto__',
  '9999-12-31T23:59:59Z',
  '0000-01-01T00:00:00Z',
  '2026-02-30T10:00:00Z',
  'WyIwMDAxLTAxLTAxVDAwOjAwOjAwWiIsIngiXQ',
  'bnVsbA',
  'x'.repeat(290),
];
const ODD_VALUES: unknown[] = [
  '',
  'a\0b',
  '{{#each',
  '9999-12-31T23:59:59Z',
  'x'.repeat(100_000),
  1.5,
  2 ** 53,
  Array.from({ length: 2_000 }, () => 'x'),
  { length: 1e9 },
];
/** What a list of parts is tried with in each field of a part as well. */
const ODD_ANYWHERE: unknown[] = [' ', HALF_CHARACTER, null, -1, [], [[]]];

let desk: World;
let description: Description;
let routes: RouteEntry[];
let client: ApiClient;
let ticketId: string;

beforeAll(async () => {
  desk = await world({ worker: false });
  description = (await (await fetch(`${desk.api.url}/api/openapi.json`)).json()) as Description;
  routes = routeTable(desk.api.app.get(DiscoveryService), desk.api.app.get(Reflector));
  const roles = ROLES.filter((role) => !role.startsWith('shop'));
  client = await desk.join(roles, desk.a, desk.b);
  ticketId = (await desk.inquiry(desk.a)).id;
});
afterAll(() => desk.close());

/** Ends the session, or takes rights from the person who asks: the other routes would be closed. */
const ENDS = new Set(['DELETE /api/v1/session', 'DELETE /api/v1/session/all', 'POST /api/v1/training']);

const operationOf = ({ method, path }: RouteEntry): Operation =>
  description.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()] ?? {};

const resolved = (schema: Schema): Schema => {
  if (schema.$ref) return resolved(description.components.schemas[schema.$ref.split('/').at(-1)!]!);
  const [first] = schema.allOf ?? schema.oneOf ?? [];
  return first ? resolved(first) : schema;
};

/** What a program that means well would send; the ids lead to what is there. */
const ordinary = (schema: Schema, name: string): unknown => {
  const { type, enum: values, properties, required, items } = resolved(schema);
  if (values) return values[0];
  if (type === 'array') return [ordinary(items ?? {}, name.replace(/s$/, ''))];
  if (properties) return ordinaryFields(properties, required);
  if (type === 'object') return null;
  if (type === 'number' || type === 'integer') return 1;
  if (type === 'boolean') return false;
  const known: [RegExp, string][] = [
    [/deskId$/, desk.a.desk.id],
    [/tenantId$/, desk.a.tenantId],
    [/(user|person|lead|member|assignee)Id$/, desk.userId('agentA')],
    [/Id$|^into$/, ticketId],
    [/email|address/i, 'x@mail.example.jp'],
    [/^(day|date)$/, '2027-01-04'],
    [/(^at|At|^until)$/, '2027-01-04T10:00:00+09:00'],
    [/^idempotencyKey$/, '01890000-0000-7000-8000-000000000000'],
    [/^key$/, 'notice_busy'],
    [/[pP]hone$|Number$/, '03-0000-0000'],
  ];
  return known.find(([pattern]) => pattern.test(name))?.[1] ?? 'ご連絡ありがとうございます。';
};
const ordinaryFields = (
  properties: Record<string, Schema>,
  required: readonly string[] = [],
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(properties).flatMap(([name, schema]) =>
      required.includes(name) ? [[name, ordinary(schema, name)]] : [],
    ),
  );

const bodiesOf = (schema: Schema | undefined): unknown[] => {
  if (!schema) return [undefined];
  const { properties = {}, required } = resolved(schema);
  const whole = ordinaryFields(properties, required);
  const odd = Object.entries(properties).flatMap(([name, field]) => {
    const { type, items } = resolved(field);
    const inner = type === 'array' && items ? resolved(items) : resolved(field);
    const within = Object.keys(inner.properties ?? {}).flatMap((each) =>
      ODD_ANYWHERE.map((value) => {
        const changed = {
          ...ordinaryFields(inner.properties!, inner.required),
          [each]: value,
        };
        return { ...whole, [name]: type === 'array' ? [changed] : changed };
      }),
    );
    return [...[...ODD_VALUES, ...ODD_ANYWHERE].map((value) => ({ ...whole, [name]: value })), ...within];
  });
  return [whole, {}, [], null, 'x', 7, { ...whole, extra: 1 }, ...odd];
};

/** The first thing of its list, so that what lies behind the look-up is reached too. */
const idFor = async (path: string): Promise<string> => {
  const [, list] = /^(\/api\/v1\/[\w-]+)\/:/.exec(path) ?? [];
  if (!list || list.endsWith('/tickets')) return ticketId;
  const { body } = await client.get<Record<string, { id?: string }[]> | { id?: string }[]>(list);
  const rows = Array.isArray(body) ? body : Object.values(body).find((each) => Array.isArray(each));
  return rows?.[0]?.id ?? ticketId;
};

const pathsOf = async ({ path }: RouteEntry, { parameters = [] }: Operation): Promise<string[]> => {
  const id = await idFor(path);
  const usual = path.replace(/:\w+/g, id);
  const inPath = [...path.matchAll(/:\w+/g)].flatMap(([name]) =>
    ODD_TEXTS.map((text) => path.replace(name, encodeURIComponent(text)).replace(/:\w+/g, id)),
  );
  const inQuery = parameters
    .filter((each) => each.in === 'query')
    .flatMap(({ name }) => [
      ...ODD_TEXTS.map((text) => `${name}=${encodeURIComponent(text)}`),
      `${name}=%ff`,
      `${name}=%`,
      `${name}=x&${name}=y`,
      `${name}[]=x`,
      `${name}[x]=y`,
    ])
    .map((query) => `${usual}?${query}`);
  return [usual, ...inPath, ...inQuery];
};

/** What the answer lacks; null where it is as it should be. */
const faultOf = async (method: string, path: string, body: unknown): Promise<object | null> => {
  const { status, body: answer, text } = await client.request<ErrorBody>(method, path, body);
  if (status < 400) return null;
  const isRefusal = status < 500 && answer.code in ERRORS && answer.message.length > 3 && !/[{}]/.test(answer.message);
  return isRefusal
    ? null
    : {
        method,
        path,
        body: JSON.stringify(body)?.slice(0, 400),
        status,
        text: text.slice(0, 200),
      };
};

test('no route answers an odd value with a fault of its own', async () => {
  const faults: object[] = [];
  for (const route of routes.filter(({ path }) => path.startsWith('/api/v1/'))) {
    if (ENDS.has(`${route.method} ${route.path}`)) continue;
    const operation = operationOf(route);
    const bodies = bodiesOf(operation.requestBody?.content['application/json']?.schema);
    const [usual, ...odd] = await pathsOf(route, operation);
    const requests = [
      ...bodies.map((body) => [usual!, body] as const),
      ...odd.map((path) => [path, route.method === 'GET' ? undefined : bodies[0]] as const),
    ];
    for (let at = 0; at < requests.length; at += 16) {
      const found = await Promise.all(
        requests
          .slice(at, at + 16)
          .map(([path, body]) => faultOf(route.method, path, route.method === 'GET' ? undefined : body)),
      );
      faults.push(...found.filter((each) => each !== null));
    }
  }
  expect(faults).toEqual([]);
}, 600_000);

test('no field of the public form answers an odd value with a fault of its own', async () => {
  const visitor = new Visitor(desk.api.url);
  const form = '/d/komorebi-a/inquiry';
  const fields = Object.keys(fieldsOf((await visitor.get(form)).html));
  const ordinaryAnswers = {
    notice: 'unsure',
    name: '藤代 恵',
    email: 'x@mail.example.jp',
    emailConfirm: 'x@mail.example.jp',
    topic: 'AFF',
    text: '私の情報は。',
    consent: 'yes',
    contact: 'email',
  };
  const statuses: Record<number, number> = {};
  for (const name of new Set([...fields, ...Object.keys(ordinaryAnswers), 'step', 'lang', 'unknown', '__proto__'])) {
    for (const value of [...ODD_TEXTS, 'x'.repeat(100_000)]) {
      const { status } = await visitor.post(form, {
        ...ordinaryAnswers,
        [name]: value,
      });
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  }
  expect(Object.keys(statuses).filter((status) => Number(status) >= 500)).toEqual([]);
}, 120_000);
