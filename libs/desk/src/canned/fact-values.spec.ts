import type { TenantFacts } from '#libs/incidents';
import type { DeskOfShop } from '../desks/desks.repository.js';
import { answerValues, deskValues } from './fact-values.js';
import { FACTS } from './facts.js';

const desk: DeskOfShop = {
  tenantId: 't',
  id: 'd',
  incidentId: 'i',
  engagementId: 'e',
  siteId: 's',
  slug: 'mihon',
  name: 'みほん商店 窓口',
  nameEn: 'Mihon desk',
  senderName: 'みほん商店 窓口',
  replyFrom: 'privacy@mihon.example.jp',
  signature: '',
  signatureEn: '',
  shopContact: 'shop@mihon.example.jp',
  shopContactEn: 'shop@mihon.example.jp',
  phoneNumber: '0800-170-7773',
  phoneAnswerAs: null,
  hours: {
    zone: 'Asia/Tokyo',
    phone: [{ days: [1, 2, 3, 4, 5], from: '10:00', to: '18:00' }],
    holidays: 'closed',
    closedOn: [],
  },
  formOpen: true,
  emailOpen: true,
  phoneOpen: true,
  firstReplyMinutes: 240,
  reopenDays: 14,
  asksRating: false,
  replyCharset: 'utf-8',
  opensAt: new Date('2016-06-22T09:30:00Z'),
  closesAt: null,
  tenantName: '株式会社みほん',
  siteName: 'みほん商店',
  siteUrl: null,
  glyph: 'み',
  hue: 'ai',
};

const facts: TenantFacts = {
  incident: {
    id: 'i',
    key: 'k',
    title: '不正アクセス',
    titleEn: 'Unauthorised access',
    platformName: 'アオバカート',
    platformNameEn: 'Aoba Cart',
    attackedAt: new Date('2016-04-18T06:52:00Z'),
    discoveredOn: '2016-06-07',
    publishedAt: new Date('2016-06-22T09:30:00Z'),
  },
  statement: null,
  cohorts: [
    {
      tenantId: 't',
      id: 'c',
      incidentId: 'i',
      key: 'c1',
      label: '対象',
      labelEn: 'Affected',
      grade: 'downloaded',
      periodFrom: new Date('2015-08-22T06:00:00Z'),
      periodTo: new Date('2016-04-18T07:38:00Z'),
      items: ['name', 'address'],
      notItems: ['card'],
      includesCancelled: true,
      version: 1,
      counts: [
        { unit: 'persons', value: 10_946, about: false, max: false },
        { unit: 'orders', value: 15_581, about: false, max: false },
      ],
    },
  ],
  facts: new Map([
    ['notice_sent_at', { key: 'notice_sent_at', type: 'datetime', value: '2016-06-22T09:30:00Z', version: 1 }],
  ]),
};

const values = (language: 'ja' | 'en', requesterName = '藤代 恵') =>
  answerValues({
    desk,
    facts,
    ticket: { number: '625-0184-6' },
    requesterName,
    agentName: '小川',
    language,
    told: new Date('2016-06-23T05:00:00Z'),
  });

describe('facts for an answer', () => {
  it('are written in the language of the text, with zone and unit', () => {
    const ja = values('ja');
    expect(ja.get('cohort.period')!.text).toBe('2015年8月22日15時から2016年4月18日16時38分まで');
    expect(ja.get('cohort.persons')!.text).toBe('10,946名');
    expect(ja.get('cohort.orders')!.text).toBe('15,581件');
    expect(ja.get('cohort.items')).toEqual({ text: '氏名、住所', items: ['氏名', '住所'] });
    expect(ja.get('incident.published_at')).toEqual({ text: '2016年6月22日18時30分', day: '2016年6月22日' });
    expect(ja.get('incident.discovered_on')!.text).toBe('2016年6月7日');
    expect(ja.get('desk.hours')!.text).toContain('平日');
    const en = values('en');
    expect(en.get('cohort.period')!.text).toBe('from 15:00 JST on 22 August 2015 until 16:38 JST on 18 April 2016');
    expect(en.get('incident.notice_sent_at')!.text).toBe('18:30 JST on 22 June 2016');
    expect(en.get('cohort.items')!.text).toBe('name, address');
  });

  it('leave out what is not known, so that it stays open', () => {
    expect(values('ja').has('statement.number')).toBe(false);
    expect(values('ja', ' ').has('ticket.requester_name')).toBe(false);
    const closed = deskValues({ ...desk, phoneOpen: false }, 'ja', new Date('2016-06-22T09:30:00Z'));
    expect(closed.has('desk.phone')).toBe(false);
    expect(closed.has('ticket.requester_name')).toBe(false);
  });

  it('are all in the table, frozen, and one line each', () => {
    const typed = values('ja', '藤代\r\nBcc: x 恵 様');
    expect(typed.get('ticket.requester_name')!.text).toBe('藤代 Bcc: x 恵');
    for (const [path, value] of typed) {
      expect(FACTS.has(path)).toBe(true);
      expect(Object.isFrozen(value)).toBe(true);
    }
  });

  it('say the time that is told, without another rounding', () => {
    expect(values('ja').get('desk.reply_estimate')!.text).toBe('6月23日(木) 14時');
    expect(values('en').get('desk.reply_estimate')!.text).toBe('Thu 23 June, 14:00 (Japan time)');
  });
});
