import { Injectable } from '@nestjs/common';
import {
  ACCOUNT_FIELDS,
  type AccountImportCheck,
  type AccountImportRequest,
  type InvitationView,
} from '#libs/contracts';
import { Clock, currentActor, decodeFile, DomainError, isTextFile, notFound, parseCsv } from '#libs/platform';
import { emailKeyOf } from '../users/user.entity.js';
import { dayOf } from './account-days.js';
import { cellsOf, columnsOf, readRows } from './account-import.reading.js';
import { AccountsRepository } from './accounts.repository.js';
import { Accounts } from './accounts.service.js';

const MAX_ROWS = 1_000;

/** Accounts from a file: looked at first, then all good rows at once or none. */
@Injectable()
export class AccountImport {
  constructor(
    private readonly rows: AccountsRepository,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  /** What would happen, row by row, problems first. Changes nothing. */
  async check(request: AccountImportRequest): Promise<AccountImportCheck> {
    const { tenantIds: scope } = currentActor();
    if (!request.template.tenantIds.every((id) => scope.includes(id))) throw notFound();
    const bytes = Buffer.from(request.content, 'base64');
    if (!isTextFile(bytes)) throw new DomainError('account.file_not_text');
    const { text, encoding } = decodeFile(bytes, request.encoding);
    const [head, ...body] = parseCsv(text);
    if (!head || body.length === 0 || body.length > MAX_ROWS) {
      throw new DomainError('account.file_rows', { most: MAX_ROWS });
    }
    const columns = requireColumns(request.columns) ?? columnsOf(head.cells);
    const keys = body.map((row) => emailKeyOf(cellsOf(row, columns, request.edits).email));
    const rows = readRows(body, columns, request, {
      shops: await this.rows.shops(),
      takenKeys: await this.rows.takenKeys(keys),
      today: dayOf(this.clock.now()),
    });
    const wrong = rows.filter(({ skipped, problems }) => !skipped && problems.length > 0);
    const ready = rows.filter(({ skipped, problems }) => !skipped && problems.length === 0);
    const skipped = rows.filter((row) => row.skipped);
    return {
      encoding,
      headers: head.cells,
      columns,
      rows: [...wrong, ...ready, ...skipped],
      ready: ready.length,
      withProblems: wrong.length,
      skipped: skipped.length,
    };
  }

  /** Creates the accounts and their invitations in the order of the file. Refused as a whole while any row has a problem. */
  async import(request: AccountImportRequest): Promise<InvitationView[]> {
    const { rows, withProblems } = await this.check(request);
    if (withProblems > 0) throw new DomainError('account.import_refused', { count: withProblems });
    const invitations: InvitationView[] = [];
    for (const { account, skipped } of rows) {
      if (account !== null && !skipped) invitations.push(await this.accounts.create(account));
    }
    return invitations;
  }
}

const requireColumns = (columns: AccountImportRequest['columns']): AccountImportRequest['columns'] => {
  const isKnown = Object.entries(columns ?? {}).every(
    ([field, at]) => ACCOUNT_FIELDS.some((known) => known === field) && Number.isInteger(at) && at >= 0,
  );
  if (!isKnown) throw new DomainError('request.invalid', { fields: ['columns'] });
  return columns;
};
