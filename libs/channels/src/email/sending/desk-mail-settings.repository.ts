import { Injectable } from '@nestjs/common';
import { Repository } from '#libs/platform';

export interface StoredDkim {
  domain: string;
  selector: string;
  /** Sealed. */
  key: Buffer;
  publicKey: string;
  signing: boolean;
}

export interface DeskMailSetting {
  tenantId: string;
  deskId: string;
  /** Sealed. */
  relayUrl: Buffer | null;
  dkim: StoredDkim | null;
}

interface Row {
  tenantId: string;
  deskId: string;
  relayUrl: Buffer | null;
  domain: string | null;
  selector: string | null;
  key: Buffer | null;
  publicKey: string | null;
  signing: boolean;
}

@Injectable()
export class DeskMailSettingsRepository extends Repository {
  async isOfShop(deskId: string): Promise<boolean> {
    const row = await this.one(
      `SELECT FROM desk d JOIN tenant t ON t.id = d.tenant_id AND t.kind = 'shop' WHERE d.id = $1`,
      [deskId],
    );
    return row !== null;
  }

  /** Null for a desk that has none, and for one outside the scope. */
  async find(deskId: string): Promise<DeskMailSetting | null> {
    const row = await this.one<Row>(
      `SELECT tenant_id AS "tenantId", desk_id AS "deskId", relay_url AS "relayUrl", dkim_domain AS domain,
              dkim_selector AS selector, dkim_key AS key, dkim_public_key AS "publicKey", dkim_signing AS signing
         FROM desk_mail_setting WHERE desk_id = $1`,
      [deskId],
    );
    if (!row) return null;
    const { tenantId, relayUrl, domain, selector, key, publicKey, signing } = row;
    const dkim = domain && selector && key && publicKey ? { domain, selector, key, publicKey, signing } : null;
    return { tenantId, deskId: row.deskId, relayUrl, dkim };
  }

  async save({ tenantId, deskId, relayUrl, dkim }: DeskMailSetting, at: Date): Promise<void> {
    await this.query(
      `INSERT INTO desk_mail_setting (tenant_id, desk_id, relay_url, dkim_domain, dkim_selector, dkim_key, dkim_public_key,
                                      dkim_signing, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (tenant_id, desk_id) DO UPDATE SET relay_url = excluded.relay_url, dkim_domain = excluded.dkim_domain,
         dkim_selector = excluded.dkim_selector, dkim_key = excluded.dkim_key, dkim_public_key = excluded.dkim_public_key,
         dkim_signing = excluded.dkim_signing, updated_at = excluded.updated_at`,
      [
        tenantId,
        deskId,
        relayUrl,
        dkim?.domain ?? null,
        dkim?.selector ?? null,
        dkim?.key ?? null,
        dkim?.publicKey ?? null,
        dkim?.signing ?? false,
        at,
      ],
    );
  }
}
