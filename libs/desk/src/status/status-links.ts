import { Injectable } from '@nestjs/common';
import { base32, Database, fromBase32, Repository, Secrets, TenantScope } from '#libs/platform';

/** `status`: steps and times; `conversation`: only in mail to the ticket's own address, adds what was written. */
export type LinkScope = 'status' | 'conversation';

export interface StatusLink {
  tenantId: string;
  ticketId: string;
  scope: LinkScope;
  /** A link of an older epoch than the ticket's was revoked. */
  epoch: number;
}

const MAC_BYTES = 16;
const TOKEN_BYTES = 16 + 2 + MAC_BYTES;
const PURPOSE = 'status link';

/**
 * Tokens of the requester's own status page: ticket, scope and epoch under a 128-bit MAC, in base32, so that a mail program that
 * folds case does no harm. Nothing is stored: a copy of the database opens no page.
 */
@Injectable()
export class StatusLinks extends Repository {
  constructor(
    private readonly secrets: Secrets,
    private readonly database: Database,
  ) {
    super();
  }

  tokenFor(ticketId: string, epoch: number, scope: LinkScope): string {
    const id = Buffer.from(ticketId.replaceAll('-', ''), 'hex');
    const head = Buffer.from([scope === 'status' ? 0 : 1, epoch & 0xff]);
    return base32(Buffer.concat([id, head, this.secrets.mac(PURPOSE, [id, head], MAC_BYTES)]));
  }

  /** Null for a token that is not ours. Runs before the page's transaction, which it finds the tenant for. */
  async resolve(token: string): Promise<StatusLink | null> {
    const bytes = fromBase32(token.toLowerCase());
    if (!bytes || bytes.length !== TOKEN_BYTES) return null;
    const id = bytes.subarray(0, 16);
    const head = bytes.subarray(16, 18);
    if (!this.secrets.matches(this.secrets.mac(PURPOSE, [id, head], MAC_BYTES), bytes.subarray(18))) return null;
    const ticketId = id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    const tenantId = await this.database.transaction(TenantScope.nothing, () => this.tenantOf(ticketId));
    if (tenantId === null) return null;
    return { tenantId, ticketId, scope: head[0] === 0 ? 'status' : 'conversation', epoch: head[1]! };
  }

  private async tenantOf(ticketId: string): Promise<string | null> {
    const row = await this.one<{ tenantId: string | null }>('SELECT app.tenant_of_ticket($1) AS "tenantId"', [
      ticketId,
    ]);
    return row?.tenantId ?? null;
  }
}
