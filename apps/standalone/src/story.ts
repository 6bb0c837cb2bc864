import { setTimeout as pause } from 'node:timers/promises';
import type { CannedPreview, CannedRow, FloorView, OutboxPage, TicketPage, TicketView } from '#libs/contracts';
import { demoDesk } from './story/demo-desk.js';
import { StoryStaff } from './story/story-staff.js';
import { hiddenFields, StoryVisitor, visibleText } from './story/story-visitor.js';

/**
 * `npm run story`: plays the main job against the running desk of this DATA_DIR, through the doors that people use, and prints
 * each step with what was seen and how long it took. Ends with an error at the first thing that is not as it should be.
 */
const { base, accounts } = await demoDesk();
const people: StoryStaff[] = [];

let steps = 0;
const step = async <T>(what: string, work: () => Promise<T>, seen: (result: T) => string): Promise<T> => {
  const began = performance.now();
  const result = await work();
  steps += 1;
  const took = `${Math.round(performance.now() - began)} ms`;
  process.stdout.write(`${String(steps).padStart(2)}. ${what}\n    ${seen(result)}  (${took})\n`);
  return result;
};

const requireThat = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`not as it should be: ${what}`);
};

const signIn = async (role: string, index = 0): Promise<StoryStaff> => {
  const account = accounts.filter((each) => each.role === role)[index];
  if (!account) throw new Error(`the demo has no ${role} number ${index + 1}`);
  const staff = await StoryStaff.signIn(base, account.email, account.password);
  people.push(staff);
  return staff;
};

/** Asks until the fact is there; the desk works on after it has answered. */
const until = async <T>(what: string, find: () => Promise<T | null | undefined>): Promise<T> => {
  const end = Date.now() + 15_000;
  while (Date.now() < end) {
    const found = await find();
    if (found) return found;
    await pause(50);
  }
  throw new Error(`did not happen: ${what}`);
};

const play = async (): Promise<void> => {
  const mark = Math.random().toString(36).slice(2, 8);
  const email = `story-${mark}@mail.example.jp`;
  const visitor = new StoryVisitor(base);
  const agent = await step(
    '担当者と上席がログインする',
    () => signIn('agent'),
    (each) => each.session.user.name,
  );
  const supervisor = await step(
    '上席は現場を見る',
    () => signIn('supervisor'),
    (each) => each.session.user.name,
  );
  await agent.listen();
  await supervisor.listen();

  const opened = (staff: StoryStaff) =>
    staff.pushed((batch) => batch.events.some(({ type }) => type === 'ticket.opened'));
  const heard = Promise.all([opened(agent), opened(supervisor)]);
  const form = await visitor.read('/d/netvivi/inquiry');
  const answers = {
    notice: 'received',
    name: '物語 太郎',
    kana: 'モノガタリ タロウ',
    email,
    emailConfirm: email,
    contact: 'email',
    band: 'any',
    topic: 'AFF',
    text: '私の注文の情報は含まれていますか。カードは4111 1111 1111 1111です。',
    consent: 'yes',
  };
  const confirm = await step(
    'お客様がフォームに入力し、確認画面を見る',
    () => visitor.post('/d/netvivi/inquiry', { ...hiddenFields(form), ...answers, step: 'confirm' }),
    (html) => (html.includes('4111') ? 'カード番号が見えている' : 'カード番号は伏せられている'),
  );
  requireThat(!confirm.includes('4111 1111'), 'the card number is masked before it is stored');
  const sent = Date.now();
  const done = await step(
    '送信する',
    () => sendForm(visitor, confirm),
    (html) => `受付番号 ${/\d{3}-\d{4,6}-\d/.exec(visibleText(html))?.[0]}`,
  );
  const number = /\d{3}-\d{4,6}-\d/.exec(visibleText(done))![0];
  const [batch] = await step(
    '一覧に届く(担当者と上席)',
    () => heard,
    () => `送信から ${Date.now() - sent} ms 以内`,
  );
  const { id } = batch.rows.find((row) => row.number === number)!;

  const claimed = await step(
    '担当者が引き受ける',
    () => agent.post<TicketView>(`tickets/${id}/claim`),
    (ticket) => `${ticket.assigneeName} ・ ${ticket.state} ・ 版 ${ticket.version}`,
  );
  const rival = await signIn('agent', 1);
  const lost = await step(
    '同僚も引き受けようとする',
    () => rival.refusal(`tickets/${id}/claim`),
    ({ code, message }) => `断られる: ${message}(${code})`,
  );
  requireThat(lost.code === 'ticket.claimed_by_other', 'a claim is won by exactly one');

  const palette = await agent.get<{ items: CannedRow[] }>(`canned-responses?ticketId=${id}&q=affected`);
  const canned = palette.items.find((row) => row.key === 'affected');
  if (!canned) throw new Error('the canned response "affected" was not found');
  const preview = await step(
    '定型文にこの店舗の事実が入る',
    () => agent.get<CannedPreview>(`canned-responses/${canned.id}/preview?ticketId=${id}`),
    (filled) => filled.parts.flatMap((part) => (part.kind === 'fact' ? [part.text] : [])).join(' / '),
  );
  const text = preview.text;
  const replied = await step(
    '窓口の名義で返信する',
    () =>
      agent.post<TicketView>(`tickets/${id}/replies`, {
        text,
        baseVersion: claimed.version,
        idempotencyKey: `story-${mark}`,
        cannedKeys: ['affected'],
      }),
    (ticket) => `${ticket.state} ・ ${ticket.messages.at(-1)?.from}`,
  );
  requireThat(replied.state === 'answered', 'the ticket is answered');
  await seenOutside(agent, supervisor, visitor, { id, email, number, text });
};

/** Sending at once looks like a program: then the desk asks once more, and a person confirms once more. */
const sendForm = async (visitor: StoryVisitor, confirm: string): Promise<string> => {
  const page = await visitor.post('/d/netvivi/inquiry', { ...hiddenFields(confirm), step: 'send' });
  return page.includes('name="again"')
    ? visitor.post('/d/netvivi/inquiry', { ...hiddenFields(page), step: 'send' })
    : page;
};

interface Answered {
  id: string;
  email: string;
  number: string;
  text: string;
}

const seenOutside = async (
  agent: StoryStaff,
  supervisor: StoryStaff,
  visitor: StoryVisitor,
  { id, email, number, text }: Answered,
) => {
  const mail = await step(
    'メールが出る',
    () =>
      until('the reply in the outbox', async () => {
        const { items } = await agent.get<OutboxPage>('outbox');
        return items.find((each) => each.to.includes(email) && each.text.includes(text.slice(0, 20)));
      }),
    (each) => `${each.from} → ${each.to} ・ ${each.subject}`,
  );
  const token = /\/t\/([a-z2-7]+)/.exec(mail.text)?.[1];
  const status = await step(
    'お客様が状況のページを見る',
    () => visitor.read(`/t/${token}`),
    (html) => (html.includes(number) ? `受付番号 ${number} ・ お答えが読める` : '番号がない'),
  );
  requireThat(visibleText(status).includes(text.slice(0, 20).trim()), 'the status page shows the reply');
  await step(
    '上席の現場',
    () => supervisor.get<FloorView>('floor'),
    (floor) =>
      `在席 ${floor.people.filter(({ here }) => here).length} 人 ・ 対応待ち ${floor.counters.reduce((sum, each) => sum + each.waiting, 0)} 件`,
  );
  const ticket = await agent.get<TicketView>(`tickets/${id}`);
  for (const account of accounts.filter(({ role }) => role === 'shop_user')) {
    const shop = await StoryStaff.signIn(base, account.email, account.password);
    const isOwn = shop.session.user.tenantId === ticket.tenantId;
    await step(
      `${account.tenant} の店舗画面`,
      async () => ({
        status: await shop.status(`tickets/${id}`),
        list: await shop.get<TicketPage>(`tickets?q=${encodeURIComponent(number)}`),
      }),
      ({ status: code, list }) => {
        requireThat(
          isOwn ? code === 200 && list.items.length === 1 : code === 404 && list.items.length === 0,
          'only its own shop sees the ticket',
        );
        return isOwn ? `見える(${list.items[0]!.requesterName} 様)` : '見えない(404)';
      },
    );
  }
};

try {
  await play();
  process.stdout.write('\n物語のとおりに動きました。The story holds.\n');
} finally {
  for (const each of people) each.leave();
}
