import type { Language } from './vocabulary.js';
import type { Role } from './permissions.js';
import type { TrainingLevel } from './people.js';

/** `planned`: the first day has not come yet; `invited`: has not chosen a password yet. */
export const ACCOUNT_STATES = ['invited', 'planned', 'active', 'expired', 'stopped'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

/** Roles that an administrator can give. */
export const ACCOUNT_ROLES = [
  'agent',
  'senior_agent',
  'supervisor',
  'desk_admin',
  'auditor',
  'shop_user',
  'shop_admin',
] as const satisfies readonly Role[];
export type AccountRole = (typeof ACCOUNT_ROLES)[number];

/** Body of `POST /api/v1/accounts` and `PUT /api/v1/accounts/{id}`. Days are in Japan, `2026-07-31`; the last one is included. */
export interface AccountRequest {
  email: string;
  name: string;
  shortName: string;
  role: AccountRole;
  tenantIds: string[];
  language: Language;
  firstDay: string | null;
  lastDay: string | null;
  trainingLevel: TrainingLevel;
}

export interface AccountView extends AccountRequest {
  id: string;
  state: AccountState;
  /** Until when the open invitation can be used; null where there is none. */
  invitedUntil: string | null;
  /** The administrator's own account, which others must change. */
  isOwn: boolean;
}

/** A link that works once and is shown once: on the sheet that the administrator hands out. */
export interface InvitationView {
  accountId: string;
  name: string;
  email: string;
  role: AccountRole;
  url: string;
  expiresAt: string;
}

/** Answer of `POST /api/v1/invitations/open`: who was invited. */
export interface InvitedPerson {
  name: string;
  email: string;
  expiresAt: string;
}

export const PASSWORD_MIN_LENGTH = 12;
export const INVITATION_DAYS = 7;

/** What a column of an accounts file can hold. */
export const ACCOUNT_FIELDS = [
  'name',
  'shortName',
  'email',
  'role',
  'shops',
  'firstDay',
  'lastDay',
  'training',
] as const;
export type AccountField = (typeof ACCOUNT_FIELDS)[number];

/** Why a row cannot be imported. */
export const ACCOUNT_PROBLEMS = [
  'missing',
  'too_long',
  'email_invalid',
  'email_taken',
  'email_twice',
  'role_unknown',
  'shop_unknown',
  'shop_one_only',
  'day_invalid',
  'day_past',
  'period_reversed',
  'training_unknown',
] as const;
export type AccountProblem = (typeof ACCOUNT_PROBLEMS)[number];

export const FILE_ENCODINGS = ['utf-8', 'shift_jis'] as const;
export type FileEncoding = (typeof FILE_ENCODINGS)[number];

/** Body of `POST /api/v1/accounts/import/check` and `POST /api/v1/accounts/import`. */
export interface AccountImportRequest {
  /** The file, base64. */
  content: string;
  /** Null: as the bytes suggest. */
  encoding: FileEncoding | null;
  /** Which column (from 0) holds what; null: as the headers suggest. */
  columns: Partial<Record<AccountField, number>> | null;
  /** What rows get that say nothing of it. */
  template: Pick<AccountRequest, 'role' | 'tenantIds' | 'lastDay' | 'trainingLevel'>;
  /** Cells corrected on the screen. */
  edits: { line: number; field: AccountField; text: string }[];
  /** Lines that are left out on purpose. */
  skip: number[];
}

export interface AccountImportRow {
  /** Line in the file; the header is line 1. */
  line: number;
  /** Cells as read, by field. */
  cells: Record<AccountField, string>;
  account: AccountRequest | null;
  problems: { field: AccountField; problem: AccountProblem }[];
  skipped: boolean;
}

export interface AccountImportCheck {
  encoding: FileEncoding;
  headers: string[];
  columns: Partial<Record<AccountField, number>>;
  /** Rows with problems first. */
  rows: AccountImportRow[];
  ready: number;
  withProblems: number;
  skipped: number;
}
