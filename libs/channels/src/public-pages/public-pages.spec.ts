import type { DeskOfShop, TicketStatusView } from '#libs/desk';
import { MAIL_WORDS } from '../email/mail.wording.js';
import { subjectMark } from './desk-frame.js';
import { deskState } from './desk-state.js';
import { drawErrorPage } from './error-page.js';
import { stepsOf } from './status-page.js';

const jst = (local: string): Date => new Date(`${local.replace(' ', 'T')}+09:00`);
const desk: DeskOfShop = {
  tenantId: 't',
  id: 'd',
  incidentId: 'i',
  engagementId: 'e',
  siteId: 's',
  slug: 'komorebi',
  name: 'こもれび雑貨店 個人情報お問い合わせ窓口',
  nameEn: 'Komorebi privacy desk',
  senderName: 'こもれび雑貨店',
  replyFrom: 'privacy@komorebi.example.jp',
  signature: '',
  signatureEn: '',
  shopContact: 'shop@komorebi.example.jp',
  shopContactEn: 'shop@komorebi.example.jp',
  phoneNumber: '03-0000-0310',
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
  firstReplyMinutes: 480,
  reopenDays: 14,
  replyCharset: 'utf-8',
  asksRating: false,
  opensAt: jst('2016-06-22 18:30:00'),
  closesAt: jst('2016-09-30 18:00:00'),
  tenantName: '株式会社こもれび',
  siteName: 'こもれび雑貨店',
  siteUrl: null,
  glyph: 'こ',
  hue: 'ai',
};

describe('open or closed, to the second', () => {
  test.each([
    ['2016-06-22 18:29:59', 'planned', 'この窓口は 6月22日(水) 18時30分 に開きます'],
    ['2016-06-22 18:30:00', 'closed', 'ただいまお電話の受付時間外です'],
    ['2016-06-23 09:59:59', 'closed', 'ただいまお電話の受付時間外です'],
    ['2016-06-23 10:00:00', 'open', '受付中です ・ 18時まで'],
    ['2016-06-23 17:44:59', 'open', '受付中です ・ 18時まで'],
    ['2016-06-23 17:45:00', 'open', 'まもなく終わります ・ 18時まで'],
    ['2016-06-23 17:59:59', 'open', 'まもなく終わります ・ 18時まで'],
    ['2016-06-23 18:00:00', 'closed', 'ただいまお電話の受付時間外です'],
    ['2016-09-30 18:00:00', 'over', 'この窓口での受付は終了しました'],
  ])('%s', (at, kind, title) => {
    expect(deskState(desk, 'ja', jst(at))).toMatchObject({ kind, title });
  });

  test('the next opening is told over a weekend and a holiday', () => {
    const { lines, changesAt } = deskState(desk, 'ja', jst('2016-07-15 18:00:00'));
    expect(lines[0]).toBe('次の電話受付は 7月19日(火) 10時 からです。');
    expect(changesAt).toEqual(jst('2016-07-19 10:00:00'));
    expect(deskState(desk, 'en', jst('2016-07-15 18:00:00')).lines[0]).toBe(
      'It is answered again from Tue 19 July, 10:00.',
    );
  });

  test('a desk without phone, and one without form', () => {
    expect(deskState({ ...desk, phoneOpen: false }, 'ja', jst('2016-06-23 03:00:00')).title).toBe('フォームで承ります');
    const phoneOnly = deskState({ ...desk, formOpen: false }, 'ja', jst('2016-06-23 18:00:00'));
    expect(phoneOnly.lines.join()).not.toContain('フォーム');
  });
});

describe('the three steps of an inquiry', () => {
  const ticket: Omit<TicketStatusView, 'desk' | 'messages' | 'rating'> = {
    number: '625-0184-6',
    state: 'new',
    language: 'ja',
    receivedAt: jst('2016-06-25 14:02:00'),
    inHand: false,
    told: jst('2016-06-27 18:00:00'),
    answeredAt: null,
    closedAt: null,
    answering: { state: 'new', answeredAt: null, closedAt: null },
  };
  const steps = (over: Partial<typeof ticket>, now = '2016-06-25 14:32:00') =>
    stepsOf({ ...ticket, ...over }, 'Asia/Tokyo', 'ja', jst(now)).map(({ kind, title, lines }) =>
      [kind, title, ...lines].join('|'),
    );

  test('waiting, in hand, answered', () => {
    expect(steps({})).toEqual([
      'past|受け付けました|6月25日(土) 14:02',
      'now|内容を確認しています|順番に確認しています。|6月27日(月) 18時までに、お返事します。',
      'later|お答えします',
    ]);
    expect(steps({ state: 'open', inHand: true })[1]).toContain('担当者が確かめています。');
    const answeredAt = jst('2016-06-27 11:05:00');
    expect(steps({ state: 'answered', told: null, answeredAt })[2]).toBe('past|お答えしました|6月27日(月) 11:05');
  });

  test('a broken promise is admitted', () => {
    expect(steps({}, '2016-06-27 18:00:01')[1]).toContain('お約束の時刻を過ぎています');
  });

  test('a merged inquiry says when it was answered with the other one', () => {
    const answering = { state: 'answered' as const, answeredAt: jst('2016-06-27 11:05:00'), closedAt: null };
    expect(steps({ state: 'merged', answering })[2]).toBe(
      'past|別のお問い合わせとあわせてお答えしました|6月27日(月) 11:05',
    );
    const before = { ...answering, answeredAt: jst('2016-06-20 11:05:00') };
    expect(steps({ state: 'merged', answering: before })[1]).toBe(
      'now|このお問い合わせは、同じ方からの別のお問い合わせとあわせてお答えします。',
    );
  });

  test.each(['merged', 'handed_back', 'closed', 'spam', 'waiting_requester'] as const)(
    '%s has a sentence of its own',
    (state) => {
      expect(steps({ state })[1]).not.toContain('内容を確認しています');
    },
  );
});

test('the mark that visitors shall look for is the one that our mails carry', () => {
  expect(MAIL_WORDS.ja.subject(desk.senderName, 'x', '1').startsWith(subjectMark(desk, 'ja'))).toBe(true);
  expect(MAIL_WORDS.en.subject(desk.nameEn, 'x', '1').startsWith(subjectMark(desk, 'en'))).toBe(true);
});

test('an error page says what to do, and quotes a number only for our own faults', () => {
  expect(drawErrorPage(500, 'ja', 'id-1')).toContain('id-1');
  expect(drawErrorPage(404, 'ja', 'id-1')).not.toContain('id-1');
  expect(drawErrorPage(418, 'en')).toContain('could not be done');
});
