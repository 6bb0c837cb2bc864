import { Injectable } from '@nestjs/common';
import type { ReplyCharset, ShopHue } from '#libs/contracts';
import { Repository } from '#libs/platform';
import { DeskEntity } from './desk.entity.js';
import type { DeskHours } from './desk-hours.js';

/** A desk together with the shop that it stands for. */
export interface DeskOfShop extends DeskEntity {
  tenantName: string;
  siteName: string;
  siteUrl: string | null;
  glyph: string;
  hue: ShopHue;
}

const DESK_OF_SHOP = `
  SELECT d.tenant_id AS "tenantId", d.id, d.incident_id AS "incidentId", d.engagement_id AS "engagementId",
         d.site_id AS "siteId", d.slug, d.name, d.name_en AS "nameEn", d.sender_name AS "senderName",
         d.reply_from AS "replyFrom", d.signature, d.signature_en AS "signatureEn", d.shop_contact AS "shopContact",
         d.shop_contact_en AS "shopContactEn", d.phone_number AS "phoneNumber", d.phone_answer_as AS "phoneAnswerAs",
         d.hours, d.form_open AS "formOpen", d.email_open AS "emailOpen", d.phone_open AS "phoneOpen",
         d.first_reply_minutes AS "firstReplyMinutes", d.reopen_days AS "reopenDays",
         d.reply_charset AS "replyCharset", d.asks_rating AS "asksRating", d.opens_at AS "opensAt", d.closes_at AS "closesAt",
         t.name AS "tenantName", s.name AS "siteName", s.url AS "siteUrl", s.glyph, s.hue
    FROM desk d
    JOIN tenant t ON t.id = d.tenant_id
    JOIN site s ON s.tenant_id = d.tenant_id AND s.id = d.site_id`;

@Injectable()
export class DesksRepository extends Repository {
  insert(desk: DeskEntity): Promise<unknown> {
    return this.of(DeskEntity).insert(desk);
  }

  find(deskId: string): Promise<DeskOfShop | null> {
    return this.one<DeskOfShop>(`${DESK_OF_SHOP} WHERE d.id = $1`, [deskId]);
  }

  findBySlug(slug: string): Promise<DeskOfShop | null> {
    return this.one<DeskOfShop>(`${DESK_OF_SHOP} WHERE d.slug = $1`, [slug]);
  }

  async setReopenDays({ tenantId, id }: DeskEntity, days: number | null): Promise<void> {
    await this.query('UPDATE desk SET reopen_days = $3 WHERE tenant_id = $1 AND id = $2', [tenantId, id, days]);
  }

  async setReplyCharset({ tenantId, id }: DeskEntity, charset: ReplyCharset): Promise<void> {
    await this.query('UPDATE desk SET reply_charset = $3 WHERE tenant_id = $1 AND id = $2', [tenantId, id, charset]);
  }

  async setAsksRating({ tenantId, id }: DeskEntity, asked: boolean): Promise<void> {
    await this.query('UPDATE desk SET asks_rating = $3 WHERE tenant_id = $1 AND id = $2', [tenantId, id, asked]);
  }

  lock(deskId: string): Promise<DeskOfShop | null> {
    return this.one<DeskOfShop>(`${DESK_OF_SHOP} WHERE d.id = $1 FOR UPDATE OF d`, [deskId]);
  }

  async setHours({ tenantId, id }: DeskEntity, hours: DeskHours): Promise<void> {
    await this.query('UPDATE desk SET hours = $3 WHERE tenant_id = $1 AND id = $2', [tenantId, id, hours]);
  }

  /** All desks of the scope; an incident opens some dozens, hence no pages. */
  list(): Promise<DeskOfShop[]> {
    return this.query<DeskOfShop>(`${DESK_OF_SHOP} ORDER BY t.name, s.name, d.id LIMIT 500`);
  }

  /** The tenant that a public slug belongs to; needs no scope. */
  async tenantOfSlug(slug: string): Promise<string | null> {
    return (
      (await this.one<{ tenantId: string | null }>('SELECT app.tenant_of_desk($1) AS "tenantId"', [slug]))?.tenantId ??
      null
    );
  }
}
