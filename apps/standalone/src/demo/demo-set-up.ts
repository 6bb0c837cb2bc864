import type { INestApplicationContext } from '@nestjs/common';
import { DeskMailboxes } from '#libs/channels';
import { CannedResponses, type DeskHours, type DeskOfShop, DesksService } from '#libs/desk';
import { TenantsService } from '#libs/identity';
import { IncidentsService } from '#libs/incidents';
import { newId } from '#libs/platform';
import { CANNED_TEXTS, OWN_TEXTS } from './canned-texts.js';
import {
  DEMO_INCIDENT,
  DEMO_ITEMS,
  DEMO_NOT_ITEMS,
  DEMO_PERIOD,
  DEMO_STATEMENTS,
  DESK_OPENED_AT,
  NOTICE_SENT_AT,
} from './demo-incident.js';
import { DEMO_SHOPS, type DemoShop } from './demo-shops.js';

/** The phone on weekdays, replies around the clock: the queue has something due at whatever hour the demo is started. */
const HOURS: DeskHours = {
  zone: 'Asia/Tokyo',
  phone: [{ days: [1, 2, 3, 4, 5], from: '10:00', to: '18:00' }],
  reply: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }],
  holidays: 'closed',
  closedOn: [],
};
const FIRST_REPLY_MINUTES = 240;
const APPROVER = '森田 誠';
const APPROVED_AT = new Date('2016-06-24T10:00:00+09:00');

/** A tenant id for each shop, chosen before the transaction that creates them. */
export const newTenantIds = (): Map<string, string> => new Map(DEMO_SHOPS.map(({ slug }) => [slug, newId()]));

/** Creates the incident, its texts, and each shop with engagement, cohorts and desk. Runs in one transaction over all shops. */
export const setUpShops = async (
  app: INestApplicationContext,
  tenantIds: ReadonlyMap<string, string>,
): Promise<Map<string, DeskOfShop>> => {
  const incidentId = await createIncident(app);
  const desks = new Map<string, DeskOfShop>();
  for (const shop of DEMO_SHOPS) desks.set(shop.slug, await openShop(app, shop, tenantIds.get(shop.slug)!, incidentId));
  await saveTexts(app, incidentId, tenantIds);
  return desks;
};

const createIncident = async (app: INestApplicationContext): Promise<string> => {
  const incidents = app.get(IncidentsService);
  const { id } = await incidents.create(DEMO_INCIDENT);
  for (const statement of DEMO_STATEMENTS) await incidents.issueStatement({ ...statement, incidentId: id });
  await incidents.setFact(id, { key: 'notice_sent_at', type: 'datetime', value: NOTICE_SENT_AT.toISOString() });
  return id;
};

const openShop = async (
  app: INestApplicationContext,
  shop: DemoShop,
  tenantId: string,
  incidentId: string,
): Promise<DeskOfShop> => {
  const { sites } = await app.get(TenantsService).create({ id: tenantId, name: shop.tenant, sites: [shop.site] });
  const incidents = app.get(IncidentsService);
  const engagementId = await incidents.engage({
    tenantId,
    incidentId,
    formAndReplies: true,
    phone: true,
    startsAt: DESK_OPENED_AT,
    endsAt: null,
    notificationAddresses: [shop.desk.shopContact],
    state: 'agreed',
  });
  await incidents.defineCohort({
    tenantId,
    incidentId,
    key: 'c1',
    label: '対象期間のご注文',
    labelEn: 'Orders of the period concerned',
    grade: 'downloaded',
    periodFrom: DEMO_PERIOD.from,
    periodTo: DEMO_PERIOD.to,
    items: [...DEMO_ITEMS],
    notItems: [...DEMO_NOT_ITEMS],
    includesCancelled: true,
    counts: [
      { unit: 'persons', value: shop.persons, about: false, max: false },
      { unit: 'orders', value: shop.orders, about: false, max: false },
    ],
  });
  const desk = await app.get(DesksService).open({
    tenantId,
    incidentId,
    engagementId,
    siteId: sites[0]!.id,
    slug: shop.slug,
    name: shop.desk.name,
    nameEn: shop.desk.nameEn,
    senderName: shop.desk.name,
    replyFrom: shop.desk.replyFrom,
    signature: shop.desk.signature,
    signatureEn: shop.desk.signatureEn,
    shopContact: shop.desk.shopContact,
    shopContactEn: shop.desk.shopContactEn,
    phoneNumber: shop.desk.phone,
    phoneAnswerAs: shop.desk.phoneAnswerAs,
    hours: HOURS,
    formOpen: true,
    emailOpen: true,
    phoneOpen: true,
    firstReplyMinutes: FIRST_REPLY_MINUTES,
    opensAt: DESK_OPENED_AT,
  });
  await app.get(DeskMailboxes).open(desk);
  return desk;
};

const saveTexts = async (
  app: INestApplicationContext,
  incidentId: string,
  tenantIds: ReadonlyMap<string, string>,
): Promise<void> => {
  const canned = app.get(CannedResponses);
  const approval = { approvedBy: APPROVER, approvedAt: APPROVED_AT };
  for (const language of ['ja', 'en'] as const) {
    for (const text of CANNED_TEXTS[language]) {
      const common = { ...text, ...approval, incidentId, language, effectiveFrom: DESK_OPENED_AT };
      await canned.save(common);
      const own = OWN_TEXTS.filter((each) => each.key === text.key && each.language === language);
      for (const { shop, body } of own) {
        await canned.save({ ...common, tenantId: tenantIds.get(shop)!, body });
      }
    }
  }
};
