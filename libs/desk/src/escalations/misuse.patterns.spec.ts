import { clustersOf, signsOf } from './misuse.patterns.js';

test.each([
  ['身に覚えのない請求の電話が2回ありました。未払いの代金があると言われました。', 'call', 'unpaid'],
  ['未払いがあるとSMSが届きました。', 'sms', 'unpaid'],
  ['「流出した情報を消してあげる」という電話がありました。手数料が要ると言われました。', 'call', 'deletion'],
  ['警察を名乗る男から、口座を調べると電話。', 'call', 'authority'],
  ['カードの明細に知らない買い物がありました。', 'card', 'purchase'],
  ['I got an e-mail with an invoice that I do not know.', 'mail', 'unpaid'],
  ['何か変です。', 'unknown', 'unknown'],
])('%s', (text, contact, pretext) => {
  expect(signsOf(text, null)).toMatchObject({ contact, pretext });
});

test('hosts are those of the stranger, never of the requester', () => {
  const text =
    '送り主は privacy@netvivi-cc.example.com、本文に https://Pay.example.net/x 。私は me@mail.example.jp です。';
  expect(signsOf(text, 'mail.example.jp').hosts).toEqual(['netvivi-cc.example.com', 'pay.example.net']);
});

test('two of a pattern are a cluster; what was found to be none of it, and what says nothing, counts not', () => {
  const report = (tenantId: string, text: string, more = {}) => ({
    tenantId,
    reportedAt: new Date('2016-06-24T01:00:00Z'),
    state: 'reported' as const,
    ...signsOf(text, null),
    ...more,
  });
  const clusters = clustersOf([
    report('a', '未払いがあるとSMSが届きました。https://pay.example.net/1'),
    report('b', 'SMSで未納と言われました。https://pay.example.net/2', { state: 'confirmed' as const }),
    report('b', 'SMSで未納と言われました。', { state: 'unfounded' as const }),
    report('a', '何か変です。'),
    report('a', '何か変です。'),
  ]);
  expect(clusters).toMatchObject([
    { contact: 'sms', pretext: 'unpaid', reports: 2, shops: 2, confirmed: 1, hosts: ['pay.example.net'] },
  ]);
});
