import { randomUUID } from 'node:crypto';
import { DiscoveryService, Reflector } from '@nestjs/core';
import nodemailer from 'nodemailer';
import type {
  FloorMessageView,
  FloorView,
  TeamView,
  ListView,
  MailboxView,
  OutboxPage,
  OwnSupervisorCall,
  PromiseList,
  SameRequester,
  SavedView,
  StaffView,
  TenantCounters,
  TicketApproval,
  TicketEscalation,
  TicketPage,
  TicketView,
  TrainingView,
} from '#libs/contracts';
import { CannedResponses, StatusLinks } from '#libs/desk';
import { currentTransaction, type RouteEntry, routeTable } from '#libs/platform';
import type { Answer, ApiClient } from '../support/client.js';
import { until } from '../support/until.js';
import { type World, world } from '../support/world.js';

/** A word that only shop B's tickets, people and mails hold. */
const CANARY = '碧鸚鵡翠鶯鴎';
const NEVER = '01890000-0000-7000-8000-00000000dead';
const NEVER_NUMBER = '000-0001-0';

interface Mine {
  ticketA: string;
  ticketB: string;
  numberB: string;
  agentB: string;
  teamB: string;
  cannedId: string;
  mailboxB: string;
  rawMailB: string;
  alarmB: string;
  callB: string;
  supervisorCallB: string;
  promiseB: string;
  approvalB: string;
  escalationB: string;
  sampleB: string;
  /** An invented inquiry of somebody at B who practises. */
  taskB: string;
  /** A word to B's floor. */
  messageB: string;
  /** A view of B's shop that is shared with everybody. */
  viewB: string;
}

/** What a case sends: the same request once with B's ids, once with ids that never existed. */
interface Case {
  theirs: { path: string; body?: object };
  never: { path: string; body?: object };
}

const BAND = {
  from: new Date(Date.now() + 3_600_000).toISOString(),
  until: new Date(Date.now() + 7_200_000).toISOString(),
};

const call = (deskId: string) => ({
  deskId,
  callerName: '藤代 恵',
  callerRole: 'self',
  topic: 'AFF',
  text: 'お電話です',
  outcome: 'escalated',
  idempotencyKey: 'isolation-call',
});

/** A verb on a ticket, reached by id and by reference number. */
const onTicket =
  (suffix: string, body?: object) =>
  (mine: Mine): Case[] =>
    [
      [mine.ticketB, NEVER],
      [mine.numberB, NEVER_NUMBER],
      [mine.ticketB.toUpperCase(), NEVER.toUpperCase()],
    ].map(([theirs, never]) => ({
      theirs: { path: `/api/v1/tickets/${theirs}${suffix}`, body },
      never: { path: `/api/v1/tickets/${never}${suffix}`, body },
    }));

/** The settings of a desk. */
const onDesk =
  (suffix: string, body?: object) =>
  (_mine: Mine, desk: World): Case[] => [
    {
      theirs: { path: `/api/v1/desks/${desk.b.desk.id}${suffix}`, body },
      never: { path: `/api/v1/desks/${NEVER}${suffix}`, body },
    },
  ];

const hours = { from: null, phone: [], holidays: 'closed', closedOn: [] };
const imapSettings = { host: 'imap.example.jp', port: 993, secure: true, user: 'desk', password: 'correct-horse' };

/** A verb on something of B's that only its id names. */
const onThing =
  (
    key:
      | 'mailboxB'
      | 'rawMailB'
      | 'alarmB'
      | 'callB'
      | 'supervisorCallB'
      | 'promiseB'
      | 'viewB'
      | 'approvalB'
      | 'escalationB'
      | 'sampleB'
      | 'taskB'
      | 'messageB',
    path: string,
    suffix: string,
    body?: object,
  ) =>
  (mine: Mine): Case[] =>
    [
      [mine[key], NEVER],
      [mine[key].toUpperCase(), NEVER.toUpperCase()],
    ].map(([theirs, never]) => ({
      theirs: { path: `${path}/${theirs}${suffix}`, body },
      never: { path: `${path}/${never}${suffix}`, body },
    }));

/** A canned text by an id that is a ticket's of B, or nobody's. */
const onText =
  (place: string, suffix: string, body?: object) =>
  (mine: Mine): Case[] => [
    {
      theirs: { path: `/api/v1/canned-texts${place}/${mine.ticketB}${suffix}`, body },
      never: { path: `/api/v1/canned-texts${place}/${NEVER}${suffix}`, body },
    },
  ];

/** Something done to a colleague who serves B alone. */
const onPerson =
  (suffix: string, body?: object, place = 'people') =>
  (mine: Mine): Case[] => [
    {
      theirs: { path: `/api/v1/${place}/${mine.agentB}${suffix}`, body },
      never: { path: `/api/v1/${place}/${NEVER}${suffix}`, body },
    },
  ];

const withMember = (mine: Mine, theirs: string, never: string): Case[] => [
  {
    theirs: { path: theirs, body: { name: '朝', leadId: null, memberIds: [mine.agentB] } },
    never: { path: never, body: { name: '朝', leadId: null, memberIds: [NEVER] } },
  },
];
const account = {
  email: 'new@desk.example.jp',
  name: '新人',
  shortName: '新人',
  role: 'agent',
  language: 'ja',
  firstDay: null,
  lastDay: null,
  trainingLevel: 'new',
};
const importInto = (tenantIds: string[]) => ({
  content: Buffer.from('name,email\nA,a@desk.example.jp').toString('base64'),
  template: { role: 'agent', tenantIds, lastDay: null, trainingLevel: 'new' },
  edits: [],
  skip: [],
});
/** A request that names shops: B's, and one that never existed. */
const shopsOf = (desk: World, path: string, bodyOf: (tenantIds: string[]) => object): Case[] => [
  { theirs: { path, body: bodyOf([desk.b.tenantId]) }, never: { path, body: bodyOf([NEVER]) } },
];

/** Every guarded route that takes an id. A route with an id and without a case fails the test. */
const CASES: Record<string, (mine: Mine, desk: World) => Case[]> = {
  'GET /api/v1/tickets/:id': onTicket(''),
  'GET /api/v1/tickets/:id/facts': onTicket('/facts'),
  'GET /api/v1/tickets/:id/same-requester': onTicket('/same-requester'),
  'POST /api/v1/tickets/:id/claim': onTicket('/claim', {}),
  'POST /api/v1/tickets/:id/release': onTicket('/release', {}),
  'POST /api/v1/tickets/:id/resolve': onTicket('/resolve', {}),
  'POST /api/v1/tickets/:id/reopen': onTicket('/reopen', {}),
  'POST /api/v1/tickets/:id/notes': onTicket('/notes', { text: 'メモ' }),
  'POST /api/v1/tickets/:id/sort': onTicket('/sort', { priority: 2 }),
  'POST /api/v1/tickets/:id/reply-check': onTicket('/reply-check', { text: '本文' }),
  'POST /api/v1/tickets/:id/replies': onTicket('/replies', {
    text: '本文',
    baseVersion: 1,
    idempotencyKey: 'isolation',
  }),
  'POST /api/v1/tickets/:id/hand-back': onTicket('/hand-back', {
    text: null,
    baseVersion: 1,
    idempotencyKey: 'isolation',
  }),
  'POST /api/v1/tickets/:id/replies/:messageId/undo': onTicket(`/replies/${NEVER}/undo`, {}),
  'GET /api/v1/tickets/:id/approval': onTicket('/approval'),
  'POST /api/v1/tickets/:id/approval-need': onTicket('/approval-need', { text: '本文' }),
  'GET /api/v1/tickets/:id/escalation': onTicket('/escalation'),
  'POST /api/v1/tickets/:id/escalations': onTicket('/escalations', { trigger: 'other' }),
  'POST /api/v1/tickets/:id/complaint': onTicket('/complaint', { level: 1 }),
  'POST /api/v1/tickets/:id/merge': (mine) => [
    ...onTicket('/merge', { into: mine.ticketA, baseVersion: 1, intoVersion: 1 })(mine),
    {
      theirs: {
        path: `/api/v1/tickets/${mine.ticketA}/merge`,
        body: { into: mine.ticketB, baseVersion: 1, intoVersion: 1 },
      },
      never: { path: `/api/v1/tickets/${mine.ticketA}/merge`, body: { into: NEVER, baseVersion: 1, intoVersion: 1 } },
    },
  ],
  'POST /api/v1/tickets/:id/unmerge': onTicket('/unmerge', {}),
  'GET /api/v1/escalations/:id': onThing('escalationB', '/api/v1/escalations', ''),
  'POST /api/v1/escalations/:id/take': onThing('escalationB', '/api/v1/escalations', '/take', {}),
  'POST /api/v1/escalations/:id/return': onThing('escalationB', '/api/v1/escalations', '/return', {
    words: '回答済み',
  }),
  'POST /api/v1/escalations/:id/close': onThing('escalationB', '/api/v1/escalations', '/close', {}),
  'POST /api/v1/misuse/:id/finding': (mine) => [
    {
      theirs: { path: `/api/v1/misuse/${mine.ticketB}/finding`, body: { state: 'confirmed' } },
      never: { path: `/api/v1/misuse/${NEVER}/finding`, body: { state: 'confirmed' } },
    },
  ],
  // An incident is the operator's; only one that is not there can be unknown.
  'PUT /api/v1/misuse/claims/:incidentId': (mine) => [
    {
      theirs: { path: `/api/v1/misuse/claims/${mine.ticketB}`, body: { state: 'in_force' } },
      never: { path: `/api/v1/misuse/claims/${NEVER}`, body: { state: 'in_force' } },
    },
  ],
  'GET /api/v1/quality/:id': onThing('sampleB', '/api/v1/quality', ''),
  'POST /api/v1/quality/:id/check': onThing('sampleB', '/api/v1/quality', '/check', {
    points: { facts: true, name: true, wording: true, complete: true, asks: true },
    errors: [],
  }),
  'GET /api/v1/approvals/:id': onThing('approvalB', '/api/v1/approvals', ''),
  'GET /api/v1/approvals/:id/mail': onThing('approvalB', '/api/v1/approvals', '/mail'),
  'POST /api/v1/approvals/:id/open': onThing('approvalB', '/api/v1/approvals', '/open', {}),
  'POST /api/v1/approvals/:id/leave': onThing('approvalB', '/api/v1/approvals', '/leave', {}),
  'POST /api/v1/approvals/:id/edit': onThing('approvalB', '/api/v1/approvals', '/edit', {
    textVersion: 1,
    text: '本文',
  }),
  'POST /api/v1/approvals/:id/approve': onThing('approvalB', '/api/v1/approvals', '/approve', { textVersion: 1 }),
  'POST /api/v1/approvals/:id/return': onThing('approvalB', '/api/v1/approvals', '/return', {
    textVersion: 1,
    code: 'wording',
    words: '直してください。',
  }),
  'POST /api/v1/approvals/:id/undo': onThing('approvalB', '/api/v1/approvals', '/undo', {}),
  'POST /api/v1/approvals/:id/pull-back': onThing('approvalB', '/api/v1/approvals', '/pull-back', {}),
  'GET /api/v1/desks/:id/approval-wish': onDesk('/approval-wish'),
  'PUT /api/v1/desks/:id/approval-wish': onDesk('/approval-wish', { wish: 'all' }),
  'PUT /api/v1/desks/:id/asks-rating': onDesk('/asks-rating', { asked: true }),
  'GET /api/v1/desks/:id/hours': onDesk('/hours'),
  'PUT /api/v1/desks/:id/hours': onDesk('/hours', hours),
  'DELETE /api/v1/desks/:id/hours/:from': onDesk('/hours/2099-01-01T00:00:00.000Z'),
  'POST /api/v1/desks/:id/hours/preview': onDesk('/hours/preview', { at: '2016-06-23T00:00:00Z', language: 'ja' }),
  'GET /api/v1/desks/:id/mail-settings': onDesk('/mail-settings'),
  'PUT /api/v1/desks/:id/mail-settings': onDesk('/mail-settings', { relayUrl: null }),
  'POST /api/v1/desks/:id/mail-settings/dkim': onDesk('/mail-settings/dkim', {}),
  'GET /api/v1/tickets/:id/messages/:messageId/mail': onTicket(`/messages/${NEVER}/mail`),
  'GET /api/v1/tickets/:id/messages/:messageId/mail/raw': onTicket(`/messages/${NEVER}/mail/raw`),
  'POST /api/v1/tickets/:id/messages/:messageId/mail/move-out': onTicket(`/messages/${NEVER}/mail/move-out`, {}),
  'GET /api/v1/tickets/:id/attachments/:attachmentId': onTicket(`/attachments/${NEVER}`),
  'GET /api/v1/tickets/:id/attachments/:attachmentId/preview': onTicket(`/attachments/${NEVER}/preview`),
  'POST /api/v1/tickets/:id/attachments/:attachmentId/release': onTicket(`/attachments/${NEVER}/release`, {}),
  'GET /api/v1/mail/:rawMailId/raw': onThing('rawMailB', '/api/v1/mail', '/raw'),
  'GET /api/v1/mail/:rawMailId/same-sender': onThing('rawMailB', '/api/v1/mail', '/same-sender'),
  'POST /api/v1/mail/:rawMailId/file': onThing('rawMailB', '/api/v1/mail', '/file', {}),
  'POST /api/v1/mail/:rawMailId/discard': onThing('rawMailB', '/api/v1/mail', '/discard', { reason: 'unwanted' }),
  'POST /api/v1/mail/:rawMailId/restore': onThing('rawMailB', '/api/v1/mail', '/restore', {}),
  'POST /api/v1/mail/:rawMailId/note': onThing('rawMailB', '/api/v1/mail', '/note', { text: 'x' }),
  'PUT /api/v1/accounts/:id': (mine, desk) => {
    const body = { ...account, tenantIds: [desk.a.tenantId] };
    return [
      { theirs: { path: `/api/v1/accounts/${mine.agentB}`, body }, never: { path: `/api/v1/accounts/${NEVER}`, body } },
    ];
  },
  'POST /api/v1/accounts': (_mine, desk) =>
    shopsOf(desk, '/api/v1/accounts', (tenantIds) => ({ ...account, tenantIds })),
  'POST /api/v1/accounts/import': (_mine, desk) => shopsOf(desk, '/api/v1/accounts/import', importInto),
  'POST /api/v1/accounts/import/check': (_mine, desk) => shopsOf(desk, '/api/v1/accounts/import/check', importInto),
  'POST /api/v1/accounts/:id/invitation': onPerson('/invitation', {}, 'accounts'),
  'POST /api/v1/accounts/:id/resume': onPerson('/resume', {}, 'accounts'),
  'POST /api/v1/accounts/:id/stop': onPerson('/stop', {}, 'accounts'),
  'PUT /api/v1/roster': (mine) => {
    const bodyOf = (userId: string) => ({
      cells: [{ userId, day: '2016-06-24', shifts: [{ from: '10:00', to: '18:00' }] }],
    });
    const path = '/api/v1/roster';
    return [{ theirs: { path, body: bodyOf(mine.agentB) }, never: { path, body: bodyOf(NEVER) } }];
  },
  'POST /api/v1/roster/paste': () => {
    const bodyOf = (who: string) => ({ text: `${who},2016/6/24,10:00,18:00`, year: 2016, save: true });
    const path = '/api/v1/roster/paste';
    return [{ theirs: { path, body: bodyOf('石井') }, never: { path, body: bodyOf('誰か') } }];
  },
  'POST /api/v1/teams': (mine) => withMember(mine, '/api/v1/teams', '/api/v1/teams'),
  'PUT /api/v1/teams/:id': (mine) => withMember(mine, `/api/v1/teams/${mine.teamB}`, `/api/v1/teams/${NEVER}`),
  'DELETE /api/v1/teams/:id': (mine) => [
    { theirs: { path: `/api/v1/teams/${mine.teamB}` }, never: { path: `/api/v1/teams/${NEVER}` } },
  ],
  'POST /api/v1/floor/moves': (mine, desk) => {
    const path = '/api/v1/floor/moves';
    const to = desk.userId('agentA');
    return [
      [
        { personId: mine.agentB, to: null },
        { personId: NEVER, to: null },
      ],
      [
        { deskId: desk.b.desk.id, to },
        { deskId: NEVER, to },
      ],
      [
        { deskId: desk.a.desk.id, to: mine.agentB },
        { deskId: desk.a.desk.id, to: NEVER },
      ],
    ].map(([theirs, never]) => ({
      theirs: { path, body: { ...theirs, count: 1 } },
      never: { path, body: { ...never, count: 1 } },
    }));
  },
  'POST /api/v1/floor/messages/:id/end': onThing('messageB', '/api/v1/floor/messages', '/end', {}),
  'POST /api/v1/people/me/messages/:id/read': onThing('messageB', '/api/v1/people/me/messages', '/read', {}),
  'PUT /api/v1/people/:id/state': onPerson('/state', { state: 'away' }),
  'GET /api/v1/people/:id/profile': onPerson('/profile'),
  'PUT /api/v1/people/:id/profile': onPerson('/profile', { languages: ['ja'], trainingLevel: 'regular' }),
  'POST /api/v1/views': (_mine, desk) => [
    {
      theirs: { path: '/api/v1/views', body: { name: '表示', view: 'all', search: { shop: desk.b.desk.id } } },
      never: { path: '/api/v1/views', body: { name: '表示', view: 'all', search: { shop: NEVER } } },
    },
  ],
  'PUT /api/v1/views/:id': onThing('viewB', '/api/v1/views', '', { name: '改名' }),
  'DELETE /api/v1/views/:id': onThing('viewB', '/api/v1/views', ''),
  'POST /api/v1/views/:id/share': onThing('viewB', '/api/v1/views', '/share', { shared: false }),
  'POST /api/v1/calls/:id/wrap-up': onThing('callB', '/api/v1/calls', '/wrap-up', {}),
  'GET /api/v1/promises/:id': onThing('promiseB', '/api/v1/promises', ''),
  'POST /api/v1/promises/:id/call': onThing('promiseB', '/api/v1/promises', '/call', {}),
  'POST /api/v1/promises/:id/take': onThing('promiseB', '/api/v1/promises', '/take', {}),
  'POST /api/v1/promises/:id/withdraw': onThing('promiseB', '/api/v1/promises', '/withdraw', {}),
  'POST /api/v1/promises/:id/give-up': onThing('promiseB', '/api/v1/promises', '/give-up', {}),
  'POST /api/v1/promises/:id/outcome': onThing('promiseB', '/api/v1/promises', '/outcome', { outcome: 'no_answer' }),
  'POST /api/v1/promises/:id/change': onThing('promiseB', '/api/v1/promises', '/change', {
    ...BAND,
    toldTo: 'self',
    toldAt: BAND.from,
  }),
  'POST /api/v1/tickets/:id/promises': onTicket('/promises', { kind: 'callback', ...BAND }),
  'GET /api/v1/desks/:id/callback-bands': onDesk('/callback-bands'),
  'GET /api/v1/desks/:id/statement': onDesk('/statement'),
  'GET /api/v1/desks/:id/phone-script': onDesk('/phone-script?topic=AFF'),
  'POST /api/v1/calls/supervisor/:id/take': onThing('supervisorCallB', '/api/v1/calls/supervisor', '/take', {}),
  'POST /api/v1/calls/supervisor': (_mine, desk) => [
    {
      theirs: { path: '/api/v1/calls/supervisor', body: { deskId: desk.b.desk.id } },
      never: { path: '/api/v1/calls/supervisor', body: { deskId: NEVER } },
    },
  ],
  'POST /api/v1/calls/caller': (_mine, desk) => [
    {
      theirs: { path: '/api/v1/calls/caller', body: { deskId: desk.b.desk.id, number: '090-0000-0183' } },
      never: { path: '/api/v1/calls/caller', body: { deskId: NEVER, number: '090-0000-0183' } },
    },
  ],
  'POST /api/v1/mail/alarms/:id/settle': onThing('alarmB', '/api/v1/mail/alarms', '/settle', {}),
  'POST /api/v1/mailboxes': (_mine, desk) => [
    {
      theirs: { path: '/api/v1/mailboxes', body: { deskId: desk.b.desk.id, address: 'new@komorebi.example.jp' } },
      never: { path: '/api/v1/mailboxes', body: { deskId: NEVER, address: 'new@komorebi.example.jp' } },
    },
  ],
  'PUT /api/v1/mailboxes/:id/imap': onThing('mailboxB', '/api/v1/mailboxes', '/imap', imapSettings),
  'DELETE /api/v1/mailboxes/:id/imap': onThing('mailboxB', '/api/v1/mailboxes', '/imap'),
  'POST /api/v1/mailboxes/:id/stop': onThing('mailboxB', '/api/v1/mailboxes', '/stop', {}),
  'POST /api/v1/mailboxes/:id/resume': onThing('mailboxB', '/api/v1/mailboxes', '/resume', {}),
  'POST /api/v1/mailboxes/:id/test': onThing('mailboxB', '/api/v1/mailboxes', '/test', {}),
  'GET /api/v1/mailboxes/:id/test/:mark': onThing('mailboxB', '/api/v1/mailboxes', '/test/x'),
  'POST /api/v1/tickets/:id/assign': (mine, desk) => [
    ...onTicket('/assign', { assigneeId: desk.userId('agentA') })(mine),
    {
      theirs: { path: `/api/v1/tickets/${mine.ticketA}/assign`, body: { assigneeId: mine.agentB } },
      never: { path: `/api/v1/tickets/${mine.ticketA}/assign`, body: { assigneeId: NEVER } },
    },
  ],
  'PUT /api/v1/desk-notices': (_mine, desk) => {
    const path = '/api/v1/desk-notices';
    const rest = { key: 'notice_busy', from: null, until: BAND.until };
    return [
      {
        theirs: { path, body: { ...rest, deskIds: [desk.b.desk.id] } },
        never: { path, body: { ...rest, deskIds: [NEVER] } },
      },
    ];
  },
  'POST /api/v1/desk-notices/end': (_mine, desk) => {
    const path = '/api/v1/desk-notices/end';
    return [{ theirs: { path, body: { deskIds: [desk.b.desk.id] } }, never: { path, body: { deskIds: [NEVER] } } }];
  },
  'POST /api/v1/desk-notices/preview': (_mine, desk) => {
    const path = '/api/v1/desk-notices/preview';
    return [
      {
        theirs: { path, body: { deskId: desk.b.desk.id, key: 'notice_busy' } },
        never: { path, body: { deskId: NEVER, key: 'notice_busy' } },
      },
    ];
  },
  // Texts are the operator's; what is not there is unknown to everybody.
  'GET /api/v1/canned-texts/versions/:id': onText('/versions', ''),
  'POST /api/v1/canned-texts/versions/:id/approve': onText('/versions', '/approve', { textVersion: 1 }),
  'POST /api/v1/canned-texts/versions/:id/return': onText('/versions', '/return', {
    textVersion: 1,
    code: 'wording',
    words: '直してください。',
  }),
  'POST /api/v1/canned-texts/versions/:id/pull-back': onText('/versions', '/pull-back', {}),
  'POST /api/v1/canned-texts/:id/withdraw': onText('', '/withdraw', { reason: '誤り' }),
  'PUT /api/v1/canned-texts/:key/:language': () => {
    const body = { title: '文', summary: '', kana: '', body: '文', send: false };
    return [
      {
        theirs: { path: '/api/v1/canned-texts/x/fr', body },
        never: { path: '/api/v1/canned-texts/x/de', body },
      },
    ];
  },
  'POST /api/v1/canned-texts/preview': (_mine, desk) => [
    {
      theirs: { path: '/api/v1/canned-texts/preview', body: { body: '文', language: 'ja', deskId: desk.b.desk.id } },
      never: { path: '/api/v1/canned-texts/preview', body: { body: '文', language: 'ja', deskId: NEVER } },
    },
  ],
  'GET /api/v1/canned-responses': (mine) => [
    {
      theirs: { path: `/api/v1/canned-responses?ticketId=${mine.ticketB}` },
      never: { path: `/api/v1/canned-responses?ticketId=${NEVER}` },
    },
  ],
  'GET /api/v1/canned-responses/:id/preview': (mine) => [
    {
      theirs: { path: `/api/v1/canned-responses/${mine.cannedId}/preview?ticketId=${mine.ticketB}` },
      never: { path: `/api/v1/canned-responses/${mine.cannedId}/preview?ticketId=${NEVER}` },
    },
  ],
  'POST /api/v1/training/tasks/:id/review': onThing('taskB', '/api/v1/training/tasks', '/review', {}),
  'POST /api/v1/calls': (_mine, desk) => [
    {
      theirs: { path: '/api/v1/calls', body: call(desk.b.desk.id) },
      never: { path: '/api/v1/calls', body: call(NEVER) },
    },
  ],
  'GET /api/v1/tickets': (mine, desk) =>
    [
      ['deskId', desk.b.desk.id, NEVER],
      ['tenantId', desk.b.tenantId, NEVER],
      ['assignee', mine.agentB, NEVER],
      ['q', encodeURIComponent(CANARY), encodeURIComponent('鵯百舌雲雀鶺')],
      ['q', mine.numberB, NEVER_NUMBER],
    ].map(([name, theirs, never]) => ({
      theirs: { path: `/api/v1/tickets?${name}=${theirs}` },
      never: { path: `/api/v1/tickets?${name}=${never}` },
    })),
};

/** Guarded routes without any id: what they list is looked through for B instead. */
const LISTS = [
  'GET /api/v1/quality',
  'GET /api/v1/escalations',
  'GET /api/v1/misuse',
  'GET /api/v1/approvals',
  'GET /api/v1/approvals/counts',
  'GET /api/v1/promises',
  'GET /api/v1/promises/counts',
  'GET /api/v1/calls/now',
  'GET /api/v1/calls/supervisor',
  'GET /api/v1/calls/supervisor/mine',
  'GET /api/v1/calls/mine',
  'GET /api/v1/calls/extension',
  'GET /api/v1/call-events/key',
  'GET /api/v1/tickets',
  'GET /api/v1/queue/counters',
  'GET /api/v1/desks',
  'GET /api/v1/staff',
  'GET /api/v1/views',
  'GET /api/v1/accounts',
  'GET /api/v1/teams',
  'GET /api/v1/roster?from=2016-06-24',
  'GET /api/v1/floor',
  'GET /api/v1/floor/days',
  'GET /api/v1/floor/messages',
  'GET /api/v1/canned-texts',
  'GET /api/v1/desk-notices',
  'GET /api/v1/people/me/messages',
  'GET /api/v1/kpis',
  'GET /api/v1/kpis/calls',
  'GET /api/v1/kpis/phone',
  'GET /api/v1/staffing',
  'GET /api/v1/people',
  'GET /api/v1/people/me',
  'GET /api/v1/work-rules',
  'GET /api/v1/outbox',
  'GET /api/v1/mail/alarms',
  'GET /api/v1/mail/decided',
  'GET /api/v1/mail/ledger',
  'GET /api/v1/mail/quarantine',
  'GET /api/v1/mailboxes',
  'GET /api/v1/training',
  'GET /api/v1/training/people',
  'GET /api/v1/session',
];
/** Neither takes an id nor lists anything. */
const OWN = [
  'POST /api/v1/floor/messages',
  'POST /api/v1/calls/numbers',
  'PUT /api/v1/calls/activity',
  'DELETE /api/v1/calls/supervisor/mine',
  'PUT /api/v1/calls/extension',
  'POST /api/v1/call-events/key',
  'DELETE /api/v1/call-events/key',
  'POST /api/v1/promises/next',
  'POST /api/v1/tickets/next',
  'PUT /api/v1/people/me/state',
  'POST /api/v1/people/me/leave',
  'PUT /api/v1/work-rules',
  'PUT /api/v1/staffing',
  'POST /api/v1/staffing/what-if',
  'POST /api/v1/training',
  'DELETE /api/v1/training',
  'POST /api/v1/quality/draw',
  'DELETE /api/v1/session',
  'DELETE /api/v1/session/all',
];

/** Where a request is refused for what it holds, not for whose it is. */
const ANSWERS: Record<string, number[]> = {
  'GET /api/v1/tickets': [200, 400],
  'PUT /api/v1/canned-texts/:key/:language': [400, 403],
};

let desk: World;
let mine: Mine;
let adminA: ApiClient;
let agentA: ApiClient;
let shopA: ApiClient;
let routes: RouteEntry[];

beforeAll(async () => {
  desk = await world();
  routes = routeTable(desk.api.app.get(DiscoveryService), desk.api.app.get(Reflector));
  const sameRequester = { name: '藤代 恵', kana: 'フジシロ メグミ', email: 'm.fujishiro@mail.example.jp' };
  const own = await desk.inquiry(desk.a, { acknowledge: true, requester: sameRequester });
  const theirs = await desk.inquiry(desk.b, {
    text: `${CANARY}について教えてください。`,
    requester: { ...sameRequester, name: `${CANARY} 恵` },
    acknowledge: true,
  });
  const agentB = await desk.as('agentB');
  await agentB.post(`/api/v1/tickets/${theirs.id}/notes`, { text: CANARY });
  await agentB.post(`/api/v1/tickets/${theirs.id}/claim`);
  const cannedId = await desk.inBoth(() =>
    desk.api.app.get(CannedResponses).save({
      incidentId: desk.incidentId,
      key: 'isolation',
      language: 'ja',
      title: '確認',
      summary: '確認',
      kana: 'かくにん',
      topic: null,
      body: '確認しました。',
      approvedBy: '森田',
      approvedAt: new Date('2016-06-22T09:30:00Z'),
      effectiveFrom: new Date('2016-06-22T09:30:00Z'),
    }),
  );
  mine = {
    ticketA: own.id,
    ticketB: theirs.id,
    numberB: theirs.number,
    agentB: desk.userId('agentB'),
    teamB: await teamOfB(),
    cannedId,
    ...(await mailOfB()),
    ...(await callOfB(agentB)),
    viewB: await viewOfB(),
    approvalB: await approvalOfB(agentB),
    escalationB: await escalationOfB(),
    sampleB: await sampleOfB(agentB),
    taskB: await taskOfB(),
    messageB: await messageOfB(),
  };
  adminA = await desk.join(['desk_admin'], desk.a);
  [agentA, shopA] = [await desk.as('agentA'), await desk.as('shopA')];
  await until('all three mails are in the outbox', async () => {
    const auditorAB = await desk.as('agentAB');
    return (await auditorAB.get<OutboxPage>('/api/v1/outbox')).body.items.length === 3;
  });
});
afterAll(() => desk?.close());

/** A call to B to which a supervisor was called, that was written down, with the callback that it promised. */
const callOfB = async (agentB: ApiClient): Promise<Pick<Mine, 'callB' | 'promiseB' | 'supervisorCallB'>> => {
  await agentB.post('/api/v1/calls/supervisor', { deskId: desk.b.desk.id });
  const called = (await agentB.get<OwnSupervisorCall>('/api/v1/calls/supervisor/mine')).body.call!;
  const promise = { kind: 'callback', ...BAND, say: CANARY, phone: '080-0000-0199' };
  const told = { ...call(desk.b.desk.id), callerName: CANARY, outcome: 'callback_promised', promise };
  const logged = await agentB.post<TicketView>('/api/v1/calls', told);
  const { items } = (await agentB.get<PromiseList>('/api/v1/promises')).body;
  return { callB: logged.body.call!.id, promiseB: items[0]!.id, supervisorCallB: called.id };
};

/** What somebody practises who serves B alone. */
const taskOfB = async (): Promise<string> => {
  const newcomer = await desk.join(['agent'], desk.b);
  await newcomer.post('/api/v1/training');
  return (await newcomer.get<TrainingView>('/api/v1/training')).body.tasks[0]!.id;
};

/** A team whose only member serves B. */
const teamOfB = async (): Promise<string> => {
  const adminB = await desk.join(['desk_admin'], desk.b);
  const body = { name: CANARY, leadId: null, memberIds: [desk.userId('agentB')] };
  return (await adminB.post<ListView<TeamView>>('/api/v1/teams', body)).body.items[0]!.id;
};

/** B's mailbox, and a mail in it that is kept and not filed. */
const mailOfB = async (): Promise<{ mailboxB: string; rawMailB: string; alarmB: string }> => {
  const admin = await desk.as('admin');
  const { replyFrom } = desk.b.desk;
  const headers = [
    'From: robot@mail.example.jp',
    `To: ${replyFrom}`,
    `Subject: ${CANARY}`,
    'Auto-Submitted: auto-replied',
  ];
  await nodemailer.createTransport({ host: '127.0.0.1', port: desk.smtpPort(), ignoreTLS: true }).sendMail({
    envelope: { from: 'robot@mail.example.jp', to: [replyFrom] },
    raw: `${headers.join('\r\n')}\r\n\r\n${CANARY}\r\n`,
  });
  const [kept] = await desk.inBoth<{ id: string }[]>(() =>
    currentTransaction().manager.query('SELECT id FROM raw_mail'),
  );
  const { body } = await admin.get<ListView<MailboxView>>('/api/v1/mailboxes');
  const mailboxB = body.items.find(({ address }) => address === replyFrom)!.id;
  const [alarm] = await desk.inBoth<{ id: string }[]>(() =>
    currentTransaction().manager.query(
      `INSERT INTO mail_alarm (tenant_id, id, mailbox_id, kind, subject, uid_validity, uid, noticed_at)
       VALUES ($1, gen_random_uuid(), $2, 'unfetched', '1 7', 1, 7, now()) RETURNING id`,
      [desk.b.tenantId, mailboxB],
    ),
  );
  return { mailboxB, rawMailB: kept!.id, alarmB: alarm!.id };
};

/** A supervisor of B alone tells B's floor something. */
const messageOfB = async (): Promise<string> => {
  const supervisorB = await desk.join(['supervisor'], desk.b);
  const body = { text: CANARY, minutes: 60 };
  return (await supervisorB.post<ListView<FloorMessageView>>('/api/v1/floor/messages', body)).body.items[0]!.id;
};

/** A reply of B that was drawn to be read again. */
const sampleOfB = async (agentB: ApiClient): Promise<string> => {
  const { id } = await desk.inquiry(desk.b);
  const { version } = (await agentB.post<TicketView>(`/api/v1/tickets/${id}/claim`)).body;
  const reply = { text: CANARY, baseVersion: version, idempotencyKey: 'isolation-sample' };
  const { messages } = (await agentB.post<TicketView>(`/api/v1/tickets/${id}/replies`, reply)).body;
  const sample = randomUUID();
  await desk.inBoth(async () => {
    const { manager } = currentTransaction();
    await manager.query(
      `INSERT INTO quality_draw (tenant_id, day, seed, percent, replies, drawn_at) VALUES ($1, '2016-06-22', '', 5, 1, now())`,
      [desk.b.tenantId],
    );
    await manager.query(
      `INSERT INTO quality_sample (tenant_id, id, day, message_id, author_id) VALUES ($1, $2, '2016-06-22', $3, $4)`,
      [desk.b.tenantId, sample, messages.findLast(({ kind }) => kind === 'outbound')!.id, desk.userId('agentB')],
    );
  });
  return sample;
};

/** A report of misuse to B, which its desk escalated by itself. */
const escalationOfB = async (): Promise<string> => {
  const { id } = await desk.inquiry(desk.b, { topic: 'MIS', text: CANARY });
  const supervisor = await desk.as('supervisor');
  return (await supervisor.get<TicketEscalation>(`/api/v1/tickets/${id}/escalation`)).body.escalation!.id;
};

/** A reply of B that waits for a second person. */
const approvalOfB = async (agentB: ApiClient): Promise<string> => {
  const { id } = await desk.inquiry(desk.b, { topic: 'COMP' });
  const { version } = (await agentB.post<TicketView>(`/api/v1/tickets/${id}/claim`)).body;
  const reply = { text: CANARY, baseVersion: version, idempotencyKey: 'isolation-approval' };
  expect((await agentB.post<TicketView>(`/api/v1/tickets/${id}/replies`, reply)).body.state).toBe('waiting_approval');
  return (await agentB.get<TicketApproval>(`/api/v1/tickets/${id}/approval`)).body.approval!.id;
};

const viewOfB = async (): Promise<string> => {
  const supervisor = await desk.as('supervisor');
  const body = { name: CANARY, view: 'waiting', search: { shop: desk.b.desk.id } };
  const { id } = (await supervisor.post<SavedView>('/api/v1/views', body)).body;
  expect((await supervisor.post(`/api/v1/views/${id}/share`, { shared: true })).status).toBe(200);
  return id;
};

const sessions = (): [string, ApiClient][] => [
  ['desk admin of A', adminA],
  ['agent of A', agentA],
  ["A's own person", shopA],
];
const label = ({ method, path }: RouteEntry): string => `${method} ${path}`;
const methodOf = (route: string): string => route.split(' ')[0]!;

const traces = (): string[] => [
  CANARY,
  desk.b.tenantId,
  desk.b.desk.id,
  mine.ticketB,
  mine.numberB,
  mine.agentB,
  '石井',
  'こもれび雑貨館',
];
/** What an answer holds of B, apart from what was asked for: nothing. */
const leaks = (answer: Answer<unknown>): string[] => {
  const everything = `${answer.text}\n${JSON.stringify([...answer.headers])}`;
  return traces().filter((trace) => everything.includes(trace));
};
/** An answer without what differs by chance. */
const essence = (answer: Answer<unknown>): object => {
  const { requestId: _, ...body } = answer.body as Record<string, unknown>;
  const headers = [...answer.headers].filter(([name]) => !['date', 'x-server-time', 'x-request-id'].includes(name));
  return { status: answer.status, body, headers };
};

test('each guarded route has its case', () => {
  const known = new Set([...Object.keys(CASES), ...LISTS.map((route) => route.split('?')[0]!), ...OWN]);
  const guarded = routes.filter(({ permission }) => permission !== null).map(label);
  expect(guarded.filter((route) => !known.has(route))).toEqual([]);
  const withId = routes.filter(({ permission, path }) => permission !== null && path.includes(':')).map(label);
  expect(withId.filter((route) => !(route in CASES))).toEqual([]);
});

test.each(Object.keys(CASES))("%s: B's id is as unknown as one that never existed", async (route) => {
  for (const [who, client] of sessions()) {
    for (const { theirs, never } of CASES[route]!(mine, desk)) {
      const [real, unknown] = [
        await client.request(methodOf(route), theirs.path, theirs.body),
        await client.request(methodOf(route), never.path, never.body),
      ];
      expect({ who, path: theirs.path, answer: essence(real) }).toEqual({
        who,
        path: theirs.path,
        answer: essence(unknown),
      });
      expect({ who, path: theirs.path, leaks: leaks(real) }).toEqual({ who, path: theirs.path, leaks: [] });
      expect(ANSWERS[route] ?? [403, 404, 422]).toContain(real.status);
    }
  }
});

test('a ticket verb with an unknown id is refused as not found, not by an earlier check', async () => {
  const { body } = await adminA.post(`/api/v1/tickets/${mine.ticketB}/claim`);
  expect(body).toMatchObject({ code: 'not_found' });
});

test.each(LISTS)('%s shows nothing of B', async (route) => {
  for (const [who, client] of sessions()) {
    const answer = await client.request(methodOf(route), route.split(' ')[1]!);
    expect({ who, leaks: leaks(answer) }).toEqual({ who, leaks: [] });
  }
});

test('lists and figures count A alone, and an agent of both sees both', async () => {
  const agentAB = await desk.as('agentAB');
  const counts = async (client: ApiClient) => ({
    tickets: (await client.get<TicketPage>('/api/v1/tickets')).body.items.length,
    waiting: (await client.get<ListView<TenantCounters>>('/api/v1/queue/counters')).body.items.map(
      ({ waiting }) => waiting,
    ),
    desks: (await client.get<ListView<unknown>>('/api/v1/desks')).body.items.length,
    mails: (await client.get<OutboxPage>('/api/v1/outbox')).body.items.length,
    staff: (await client.get<ListView<StaffView>>('/api/v1/staff')).body.items.some(({ id }) => id === mine.agentB),
  });
  expect(await counts(agentA)).toEqual({ tickets: 1, waiting: [1], desks: 1, mails: 1, staff: false });
  expect(await counts(agentAB)).toEqual({ tickets: 6, waiting: [1, 3], desks: 2, mails: 3, staff: true });
  const floor = (await adminA.get<FloorView>('/api/v1/floor')).body;
  expect(floor.waitingByDesk.map(({ deskId }) => deskId)).toEqual([desk.a.desk.id]);
  expect(floor.inflow.reduce((sum, { count }) => sum + count, 0)).toBe(1);
});

test("search finds B by no prefix, pattern or number, and A's hits are the same with and without B", async () => {
  const prefixes = [1, 2, 3, 4, 5, 6].map((length) => CANARY.slice(0, length));
  for (const q of [...prefixes, CANARY, '*', '%', '_', '%%', '.*', "' OR 1=1 --", mine.numberB, '雑貨館']) {
    const answer = await agentA.get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent(q)}`);
    expect({ q, items: answer.body.items, nextCursor: answer.body.nextCursor }).toEqual({
      q,
      items: [],
      nextCursor: null,
    });
  }
  const hits = await agentA.get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent('藤代')}`);
  expect(hits.body.items.map(({ id }) => id)).toEqual([mine.ticketA]);
});

test('one person who wrote to two shops is two requesters', async () => {
  const view = (await agentA.get<TicketView>(`/api/v1/tickets/${mine.ticketA}`)).body;
  expect(view.requester).toMatchObject({ email: 'm.fujishiro@mail.example.jp' });
  const same = await agentA.get<ListView<SameRequester>>(`/api/v1/tickets/${mine.ticketA}/same-requester`);
  expect(same.body).toEqual({ items: [] });
});

test('a tenant that the client names changes nothing', async () => {
  const named = { 'x-tenant-id': desk.b.tenantId, 'x-tenant': desk.b.tenantId };
  const page = await agentA.get<TicketPage>('/api/v1/tickets?limit=10', named);
  expect(page.body.items.map(({ id }) => id)).toEqual([mine.ticketA]);
  for (const [path, body] of [
    [`/api/v1/tickets/${mine.ticketA}/notes`, { text: 'メモ', tenantId: desk.b.tenantId }],
    [`/api/v1/tickets/${mine.ticketA}/sort`, { priority: 1, ticket: { tenantId: desk.b.tenantId } }],
    ['/api/v1/calls', { ...call(desk.a.desk.id), tenantId: desk.b.tenantId }],
    [
      `/api/v1/tickets/${mine.ticketA}/notes`,
      { text: 'メモ', __proto__x: 1, constructor: { tenantId: desk.b.tenantId } },
    ],
  ] as const) {
    const answer = await agentA.post(path, body);
    expect({ path, status: answer.status }).toEqual({ path, status: 400 });
  }
  const outside = await agentA.get('/api/v1/queue/counters?tenant=all', named);
  expect(leaks(outside)).toEqual([]);
  const [row] = await desk.inBoth(async () => (await agentA.get<TicketPage>('/api/v1/tickets')).body.items);
  expect(row).toMatchObject({ tenantId: desk.a.tenantId, version: 1 });
});

test('duplicate and prototype keys in a body change nothing', async () => {
  const response = await fetch(`${desk.api.url}/api/v1/tickets/${mine.ticketA}/notes`, {
    method: 'POST',
    headers: { cookie: agentA.cookie, 'x-csrf-token': agentA.csrfToken, 'content-type': 'application/json' },
    body: `{"text":"a","__proto__":{"tenantId":"${desk.b.tenantId}"},"text":"b"}`,
  });
  expect(response.status).toBe(400);
});

test('odd ids and words are refused or unknown, never a fault', async () => {
  const odd = [
    '%00',
    'null',
    'undefined',
    '[]',
    '{}',
    '..%2f..',
    "'",
    '-'.repeat(36),
    'a'.repeat(250),
    encodeURIComponent('６２５０１８４６'),
  ];
  for (const each of odd) {
    for (const path of [
      `/api/v1/tickets/${each}`,
      `/api/v1/tickets?q=${each}`,
      `/api/v1/tickets?cursor=${each}`,
      `/api/v1/tickets?assignee=${each}`,
      `/api/v1/outbox?cursor=${each}`,
      `/api/v1/canned-responses/${each}/preview?ticketId=${mine.ticketA}`,
      `/api/v1/canned-responses?ticketId=${mine.ticketA}&q=${each}`,
      `/t/${each}`,
      `/d/${each}`,
    ]) {
      const { status } = await agentA.get(path);
      expect({ path, isFault: status >= 500 }).toEqual({ path, isFault: false });
    }
  }
  const forged = Buffer.from(JSON.stringify(['2016', mine.ticketB])).toString('base64url');
  expect((await agentA.get(`/api/v1/tickets?cursor=${forged}`)).status).toBeLessThan(500);
  const nul = await agentA.post(`/api/v1/tickets/${mine.ticketA}/notes`, { text: 'a\u0000b' });
  expect(nul.status).toBe(400);
});

describe('the public pages', () => {
  const tokenOf = (ticketId: string): string => desk.api.app.get(StatusLinks).tokenFor(ticketId, 0, 'conversation');
  /** B's side of what visitors of A could see; the shops' look-alike names are public. */
  const hidden = (): string[] => [CANARY, mine.numberB, mine.ticketB, desk.b.tenantId, '石井'];
  const page = async (path: string, method = 'GET') => {
    const response = await fetch(desk.api.url + path, { method, headers: { accept: 'text/html' }, redirect: 'manual' });
    const text = await response.text();
    return { status: response.status, found: hidden().filter((trace) => text.includes(trace)) };
  };

  test("A's desk shows nothing of B, and no receipt of B's", async () => {
    for (const path of ['', '/inquiry', '/statements', '/faq']) {
      expect({ path, ...(await page(`/d/komorebi-a${path}`)) }).toEqual({ path, status: 200, found: [] });
    }
    expect(await page(`/d/komorebi-a/inquiry/done?r=${tokenOf(mine.ticketB)}`)).toEqual({ status: 404, found: [] });
    expect((await page(`/d/komorebi-b/inquiry/done?r=${tokenOf(mine.ticketB)}`)).status).toBe(200);
  });

  test('a link with anything changed in it opens nothing', async () => {
    const token = tokenOf(mine.ticketB);
    expect((await page(`/t/${token}`)).status).toBe(200);
    for (let at = 0; at < token.length - 1; at += 5) {
      const changed = token.slice(0, at) + (token[at] === 'a' ? 'b' : 'a') + token.slice(at + 1);
      expect({ at, ...(await page(`/t/${changed}`)) }).toEqual({ at, status: 404, found: [] });
    }
    const ownHead = tokenOf(mine.ticketA).slice(0, 26);
    expect(await page(`/t/${ownHead}${token.slice(26)}`)).toEqual({ status: 404, found: [] });
    for (const odd of [`${token}a`, token.slice(0, -1), mine.ticketB, mine.numberB]) {
      expect({ odd, ...(await page(`/t/${odd}`)) }).toMatchObject({ odd, status: 404 });
    }
  });
});

describe("a shop's own person", () => {
  test("sees no note, no colleague's name and no history of the floor", async () => {
    await agentA.post(`/api/v1/tickets/${mine.ticketA}/notes`, { text: '内部のメモ' });
    const claimed = await agentA.post<TicketView>(`/api/v1/tickets/${mine.ticketA}/claim`);
    await agentA.post(`/api/v1/tickets/${mine.ticketA}/replies`, {
      text: 'お調べしました。',
      baseVersion: claimed.body.version,
      idempotencyKey: 'isolation-shop',
    });
    const view = await shopA.get<TicketView>(`/api/v1/tickets/${mine.ticketA}`);
    expect(view.status).toBe(200);
    for (const hidden of ['内部のメモ', '小川', desk.userId('agentA')]) expect(view.text).not.toContain(hidden);
    expect(view.body.messages.map(({ kind }) => kind)).not.toContain('note');
    expect(view.body.events.every(({ actorName }) => actorName === null)).toBe(true);
    expect(view.body.assigneeId).toBeNull();
  });

  test('has no way to act, and learns no name of staff or of another shop anywhere', async () => {
    for (const verb of [
      'claim',
      'release',
      'resolve',
      'notes',
      'replies',
      'hand-back',
      'assign',
      'sort',
      'reopen',
      'merge',
      'unmerge',
    ]) {
      expect((await shopA.post(`/api/v1/tickets/${mine.ticketA}/${verb}`, {})).status).toBe(403);
    }
    const names = ['小川', '石井', '佐藤', '森田', '店舗乙', 'こもれび雑貨館', 'komorebi-b'];
    for (const route of [
      ...LISTS,
      `GET /api/v1/tickets/${mine.ticketA}`,
      `GET /api/v1/tickets/${mine.ticketA}/facts`,
    ]) {
      const { text } = await shopA.get(route.split(' ')[1]!);
      expect({ route, found: names.filter((name) => text.includes(name)) }).toEqual({ route, found: [] });
    }
  });

  test('cannot search in words that its lists do not show', async () => {
    const page = await shopA.get<TicketPage>(`/api/v1/tickets?q=${encodeURIComponent('内部のメモ')}`);
    expect(page.body.items).toEqual([]);
    const list = await shopA.get<TicketPage>(`/api/v1/tickets?assignee=${desk.userId('agentA')}`);
    expect(list.status).toBe(400);
    expect((await shopA.get('/api/v1/tickets?assignee=none')).status).toBe(400);
  });
});

test('a note or reply to a ticket that never existed leaves no row behind', async () => {
  const before = await desk.inBoth(
    async () => (await adminA.get<TicketView>(`/api/v1/tickets/${mine.ticketA}`)).body.messages.length,
  );
  await adminA.post(`/api/v1/tickets/${randomUUID()}/notes`, { text: 'x' });
  await adminA.post(`/api/v1/tickets/${mine.ticketB}/notes`, { text: 'x' });
  expect((await adminA.get<TicketView>(`/api/v1/tickets/${mine.ticketA}`)).body.messages).toHaveLength(before);
  const agentB = await desk.as('agentB');
  const theirs = (await agentB.get<TicketView>(`/api/v1/tickets/${mine.ticketB}`)).body;
  expect(theirs).toMatchObject({ version: 3, state: 'open', assigneeName: '石井' });
});
