/** What a signed-in person may do. A route or socket message names exactly one of these, or declares itself public. */
export const PERMISSIONS = [
  'session:own',
  'ticket:read',
  'ticket:claim',
  'ticket:answer',
  'ticket:note',
  'ticket:release',
  'ticket:assign',
  'ticket:sort',
  'ticket:resolve',
  'ticket:merge',
  'call:log',
  'call:connect',
  'promise:read',
  'promise:keep',
  'canned:read',
  'canned:write',
  'canned:approve',
  'desk:read',
  'desk:write',
  'floor:read',
  'staff:read',
  'view:own',
  'view:share',
  'outbox:read',
  'mail:review',
  'mailbox:write',
  'portal:read',
  'roster:write',
  'staffing:write',
  'account:write',
  'approval:decide',
  'escalation:open',
  'escalation:take',
  'ticket:restricted',
  'quality:check',
  'approval:rule',
  'training:own',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = [
  'agent',
  'senior_agent',
  'supervisor',
  'desk_admin',
  'shop_user',
  'shop_admin',
  'auditor',
  'campaign_sender',
] as const;
export type Role = (typeof ROLES)[number];

const agent: readonly Permission[] = [
  'session:own',
  'ticket:read',
  'ticket:claim',
  'ticket:answer',
  'ticket:note',
  'ticket:release',
  'ticket:sort',
  'ticket:resolve',
  'ticket:merge',
  'call:log',
  'promise:read',
  'promise:keep',
  'canned:read',
  'desk:read',
  'staff:read',
  'view:own',
  'outbox:read',
  'escalation:open',
  'training:own',
];
const seniorAgent: readonly Permission[] = [...agent, 'approval:decide'];
const supervisor: readonly Permission[] = [
  ...seniorAgent,
  'ticket:assign',
  'escalation:take',
  'ticket:restricted',
  'quality:check',
  'view:share',
  'floor:read',
  'mail:review',
  'roster:write',
  'staffing:write',
  'canned:approve',
];
const shop: readonly Permission[] = ['session:own', 'ticket:read', 'desk:read', 'portal:read'];

/** Role → permissions: the one table that decides what a role may do, for routes, sockets and the console's rail alike. */
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  agent,
  senior_agent: seniorAgent,
  supervisor,
  desk_admin: [
    ...supervisor,
    'desk:write',
    'canned:write',
    'mailbox:write',
    'call:connect',
    'approval:rule',
    'account:write',
  ],
  shop_user: shop,
  shop_admin: shop,
  auditor: [
    'session:own',
    'ticket:read',
    'ticket:restricted',
    'desk:read',
    'floor:read',
    'canned:read',
    'staff:read',
    'view:own',
    'promise:read',
  ],
  campaign_sender: ['session:own'],
};

/** What is left to whoever practises: an agent's work, whatever the role; nothing that rules over shops, people or texts. */
export const TRAINING_PERMISSIONS: readonly Permission[] = agent;

/** Who is on the floor, at the desk or not; administrators set up desks and are there for nobody's call. */
export const FLOOR_ROLES: readonly Role[] = ['agent', 'senior_agent', 'supervisor'];

/** Roles of the shops' own people: they live in `/portal` and see only what their shop may see. */
export const SHOP_ROLES: readonly Role[] = ['shop_user', 'shop_admin'];
export const isShopRole = (role: Role): boolean => SHOP_ROLES.includes(role);
