import {
  IconCalendarClock,
  IconClipboardCheck,
  IconClock,
  IconInbox,
  IconLayoutDashboard,
  IconListCheck,
  IconMail,
  IconMailForward,
  IconPhone,
  IconSchool,
  IconUsers,
} from '@tabler/icons-react';
import type { Permission } from '#libs/contracts';

/** The screens of the rail, with the keys that lead there. */
export const PLACES = [
  {
    to: '/console/queue',
    also: '/console/t/$number',
    key: 'queue',
    jump: 'g r',
    permission: 'ticket:read',
    Icon: IconInbox,
  },
  { to: '/console/phone', also: null, key: 'phone', jump: 'g p', permission: 'call:log', Icon: IconPhone },
  {
    to: '/console/approvals',
    also: null,
    key: 'approvals',
    jump: 'g a',
    permission: 'approval:decide',
    Icon: IconClipboardCheck,
  },
  {
    to: '/console/promises',
    also: null,
    key: 'promises',
    jump: 'g y',
    permission: 'promise:read',
    Icon: IconCalendarClock,
  },
  { to: '/console/floor', also: null, key: 'floor', jump: 'g f', permission: 'floor:read', Icon: IconLayoutDashboard },
  { to: '/console/quality', also: null, key: 'quality', jump: 'g q', permission: 'quality:check', Icon: IconListCheck },
  { to: '/console/outbox', also: null, key: 'outbox', jump: 'g o', permission: 'outbox:read', Icon: IconMailForward },
  {
    to: '/console/training',
    also: null,
    key: 'training',
    jump: 'g t',
    permission: 'training:own',
    Icon: IconSchool,
  },
  { to: '/console/mail', also: null, key: 'mail', jump: 'g m', permission: 'mail:review', Icon: IconMail },
  { to: '/console/settings/hours', also: null, key: 'hours', jump: 'g h', permission: 'desk:write', Icon: IconClock },
  {
    to: '/console/settings/roster',
    also: '/console/settings/accounts',
    key: 'people',
    jump: 'g s',
    permission: 'roster:write',
    Icon: IconUsers,
  },
] as const satisfies readonly { permission: Permission; [name: string]: unknown }[];
