import type { Cohort } from '#libs/incidents';
import { faqEntries, type FaqSource } from './faq-entries.js';

const cohort: Cohort = {
  tenantId: 't',
  id: 'c',
  incidentId: 'i',
  key: 'orders',
  label: 'ご注文',
  labelEn: 'orders',
  grade: 'downloaded',
  periodFrom: new Date('2015-08-22T06:00:00Z'),
  periodTo: new Date('2016-04-18T07:38:00Z'),
  items: ['orderer_name', 'delivery_name'],
  notItems: ['card', 'password'],
  includesCancelled: true,
  version: 1,
  counts: [],
};
const desk: FaqSource['desk'] = {
  hours: { zone: 'Asia/Tokyo', phone: [], holidays: 'closed', closedOn: [] },
  replyFrom: 'privacy@komorebi.example.jp',
  senderName: 'こもれび雑貨店',
  nameEn: 'Komorebi',
  shopContact: 'shop@komorebi.example.jp',
  shopContactEn: 'shop@komorebi.example.jp',
};
const incident: FaqSource['facts']['incident'] = {
  attackedAt: new Date('2016-04-18T06:52:00Z'),
  discoveredOn: '2016-06-07',
  publishedAt: new Date('2016-06-22T09:30:00Z'),
};
const keys = (cohorts: Cohort[], over: Partial<typeof incident> = {}): string[] =>
  faqEntries({ desk, facts: { incident: { ...incident, ...over }, cohorts } }, 'ja').map(({ key }) => key);

test('every question that the record answers', () => {
  expect(keys([cohort])).toEqual([
    'affected',
    'items',
    'card',
    'password',
    'cancelled',
    'recipient',
    'when',
    'genuine',
    'suspicious',
    'shop',
  ]);
});

test('cards are called safe only where every cohort says so', () => {
  expect(keys([cohort, { ...cohort, notItems: [] }])).not.toContain('card');
  expect(keys([cohort, { ...cohort, items: ['card'], notItems: [] }])).not.toContain('card');
  expect(keys([])).not.toContain('card');
});

test('what is not known is not told', () => {
  expect(keys([cohort], { discoveredOn: null })).not.toContain('when');
  expect(keys([{ ...cohort, includesCancelled: false }])).not.toContain('cancelled');
});
