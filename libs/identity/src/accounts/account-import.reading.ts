import {
  ACCOUNT_FIELDS,
  type AccountField,
  type AccountImportRequest,
  type AccountImportRow,
  type AccountProblem,
  type AccountRole,
  isShopRole,
  type TrainingLevel,
} from '#libs/contracts';
import type { CsvRow } from '#libs/platform';
import { emailKeyOf } from '../users/user.entity.js';
import { readDay } from './account-days.js';

type Columns = Partial<Record<AccountField, number>>;

/** How files call their columns; compared without case, blanks and marks. */
const HEADERS: Record<AccountField, readonly string[]> = {
  name: ['氏名', '名前', 'お名前', '担当者名', 'name', 'fullname'],
  shortName: ['呼び名', '姓', '表示名', '略称', 'shortname', 'displayname'],
  email: ['メールアドレス', 'メール', 'email', 'mail', 'emailaddress'],
  role: ['役割', '権限', '職種', 'role'],
  shops: ['店舗', '受け持ち', '担当店舗', 'shops', 'shop', 'tenants'],
  firstDay: ['開始日', '利用開始', 'から', 'from', 'firstday', 'start', 'startdate'],
  lastDay: ['終了日', '期限', '利用終了', '契約終了日', 'まで', 'to', 'lastday', 'end', 'enddate', 'until'],
  training: ['研修', '新人', 'training'],
};

const ROLES: Record<AccountRole, readonly string[]> = {
  agent: ['agent', '担当', '担当者', 'オペレーター', 'オペレータ'],
  senior_agent: ['senioragent', 'senior', '上級担当', 'リーダー', '上席担当'],
  supervisor: ['supervisor', 'sv', '上席', 'スーパーバイザー', 'スーパーバイザ'],
  desk_admin: ['deskadmin', 'admin', 'administrator', '管理者', '管理'],
  auditor: ['auditor', '監査', '監査人'],
  shop_user: ['shopuser', '店舗担当', '店舗の利用者'],
  shop_admin: ['shopadmin', 'shopadministrator', '店舗管理者', '店舗の管理者'],
};

const TRAINING: Record<TrainingLevel, readonly string[]> = {
  new: ['new', '新人', '研修中', 'はい', 'yes', '○', '〇', '1', 'true'],
  regular: ['regular', '通常', '済', '修了', 'いいえ', 'no', '×', '0', 'false', '-'],
};

const ALL_SHOPS = ['全店舗', 'すべて', '全て', '全店', 'all', '*'];

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_・-]/gu, '');

const codeOf = <Code extends string>(words: Record<Code, readonly string[]>, text: string): Code | null => {
  const wanted = folded(text) || text;
  const found = Object.entries<readonly string[]>(words).find(([, names]) =>
    names.some((name) => folded(name) === wanted),
  );
  return (found?.[0] ?? null) as Code | null;
};

/** Which column holds what, by the file's own headers. */
export const columnsOf = (headers: readonly string[]): Columns =>
  Object.fromEntries(
    ACCOUNT_FIELDS.flatMap((field) => {
      const at = headers.findIndex((header) => HEADERS[field].includes(folded(header)));
      return at === -1 ? [] : [[field, at]];
    }),
  );

export interface ImportSurroundings {
  shops: readonly { tenantId: string; name: string }[];
  takenKeys: ReadonlySet<string>;
  /** `2026-06-24` in Japan. */
  today: string;
}

type Reading = Pick<AccountImportRequest, 'template' | 'edits' | 'skip'>;

export const cellsOf = (row: CsvRow, columns: Columns, edits: Reading['edits']): Record<AccountField, string> => {
  const cells = Object.fromEntries(
    ACCOUNT_FIELDS.map((field) => [field, columns[field] === undefined ? '' : (row.cells[columns[field]] ?? '')]),
  ) as Record<AccountField, string>;
  for (const { line, field, text } of edits) if (line === row.line) cells[field] = text.trim();
  return cells;
};

/** Judges each row by itself and against the others; nothing is created here. */
export const readRows = (
  rows: readonly CsvRow[],
  columns: Columns,
  { template, edits, skip }: Reading,
  around: ImportSurroundings,
): AccountImportRow[] => {
  const seen = new Map<string, number>();
  const cellsByRow = rows.map((row) => cellsOf(row, columns, edits));
  for (const [at, { email }] of cellsByRow.entries()) {
    if (!skip.includes(rows[at]!.line)) seen.set(emailKeyOf(email), (seen.get(emailKeyOf(email)) ?? 0) + 1);
  }
  return rows.map((row, at) => {
    const cells = cellsByRow[at]!;
    const skipped = skip.includes(row.line);
    const problems: AccountImportRow['problems'] = [];
    const note = (field: AccountField, problem: AccountProblem) => problems.push({ field, problem });
    const name = cells.name.replace(/[\s\u3000]+/gu, ' ');
    if (name === '') note('name', 'missing');
    if (name.length > 100) note('name', 'too_long');
    const shortName = cells.shortName || name.split(' ')[0]!;
    if (shortName.length > 20) note('shortName', 'too_long');
    const email = cells.email.normalize('NFKC').trim();
    const key = emailKeyOf(email);
    if (email === '') note('email', 'missing');
    else if (!/^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]+$/.test(email) || email.length > 254)
      note('email', 'email_invalid');
    else if (around.takenKeys.has(key)) note('email', 'email_taken');
    else if ((seen.get(key) ?? 0) > 1) note('email', 'email_twice');
    const role = cells.role === '' ? template.role : codeOf(ROLES, cells.role);
    if (role === null) note('role', 'role_unknown');
    const tenantIds = shopsOf(cells.shops, template.tenantIds, around.shops);
    if (tenantIds === null) note('shops', 'shop_unknown');
    else if (role !== null && isShopRole(role) && tenantIds.length !== 1) note('shops', 'shop_one_only');
    const firstDay = cells.firstDay === '' ? null : readDay(cells.firstDay);
    if (cells.firstDay !== '' && firstDay === null) note('firstDay', 'day_invalid');
    const lastDay = cells.lastDay === '' ? template.lastDay : readDay(cells.lastDay);
    if (cells.lastDay !== '' && lastDay === null) note('lastDay', 'day_invalid');
    else if (lastDay !== null && lastDay < around.today) note('lastDay', 'day_past');
    else if (firstDay !== null && lastDay !== null && lastDay < firstDay) note('lastDay', 'period_reversed');
    const trainingLevel = cells.training === '' ? template.trainingLevel : codeOf(TRAINING, cells.training);
    if (trainingLevel === null) note('training', 'training_unknown');
    const isReady = problems.length === 0 && role !== null && tenantIds !== null && trainingLevel !== null;
    const account = isReady
      ? { email, name, shortName, role, tenantIds, language: 'ja' as const, firstDay, lastDay, trainingLevel }
      : null;
    return { line: row.line, cells, account, problems, skipped };
  });
};

const shopsOf = (text: string, otherwise: string[], shops: ImportSurroundings['shops']): string[] | null => {
  if (text === '') return otherwise;
  if (ALL_SHOPS.includes(folded(text))) return [...new Set(shops.map(({ tenantId }) => tenantId))];
  const found = text
    .split(/[、;；\n/]/u)
    .map((name) => folded(name))
    .filter(Boolean)
    .map((name) => shops.filter((shop) => folded(shop.name) === name).map(({ tenantId }) => tenantId));
  // A name that two shops share is as unclear as one that nobody has.
  return found.every((ids) => new Set(ids).size === 1) ? [...new Set(found.map(([id]) => id!))] : null;
};
