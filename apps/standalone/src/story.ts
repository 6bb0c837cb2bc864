import { setTimeout as pause } from 'node:timers/promises';
import type {
  CannedPreview,
  CannedRow,
  FloorView,
  Language,
  OutboxPage,
  TicketPage,
  TicketView,
} from '#libs/contracts';
import { terminalLanguage } from '#libs/platform';
import { demoDesk } from './story/demo-desk.js';
import { StoryStaff } from './story/story-staff.js';
import { hiddenFields, StoryVisitor, visibleText } from './story/story-visitor.js';

/**
 * `npm run story`: plays the main job against the running desk of this DATA_DIR, through the doors that people use, and prints
 * each step, how long it took and what was seen, in the terminal's language. Ends with 1 at the first thing that is not as it should be.
 */
type Words = Readonly<Record<Language, string>>;

const { base, accounts } = await demoDesk();
const language = terminalLanguage();
const people: StoryStaff[] = [];

let steps = 0;
const tell = (what: Words, ms: number, seen: Words | string): void => {
  steps += 1;
  const told = typeof seen === 'string' ? seen : seen[language];
  process.stdout.write(`${String(steps).padStart(2)}. ${what[language]}  (${Math.round(ms)} ms)\n    ${told}\n`);
};

const step = async <T>(what: Words, work: () => Promise<T>, seen: (result: T) => Words | string): Promise<T> => {
  const began = performance.now();
  const result = await work();
  tell(what, performance.now() - began, seen(result));
  return result;
};

const requireThat = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`not as it should be: ${what}`);
};

const signIn = async (role: string, index = 0): Promise<StoryStaff> => {
  const account = accounts.filter((each) => each.role === role)[index];
  if (!account) throw new Error(`the demo has no ${role} number ${index + 1}`);
  const staff = await StoryStaff.signIn(base, account, language);
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
    { ja: '担当者がログインする', en: 'An agent signs in' },
    () => signIn('agent'),
    (each) => each.session.user.name,
  );
  const supervisor = await step(
    { ja: '上席がログインする', en: 'A supervisor signs in' },
    () => signIn('supervisor'),
    (each) => each.session.user.name,
  );
  await agent.listen();
  await supervisor.listen();

  const opened = async (staff: StoryStaff) => {
    const batch = await staff.pushed(({ events }) => events.some(({ type }) => type === 'ticket.opened'));
    return { batch, at: performance.now() };
  };
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
    { ja: 'お客様がフォームに書き、内容を確認する', en: 'Somebody fills in the form and checks it' },
    () => visitor.post('/d/netvivi/inquiry', { ...hiddenFields(form), ...answers, step: 'confirm' }),
    (html) => {
      requireThat(!/4111[ -]?1111/.test(html), 'the card number is masked before it is stored');
      return { ja: 'カード番号は伏せてある', en: 'The card number is hidden' };
    },
  );
  const sent = performance.now();
  const done = await step(
    { ja: '送信する', en: 'It is sent' },
    () => sendForm(visitor, confirm),
    (html) => /\d{3}-\d{4,6}-\d/.exec(visibleText(html))![0],
  );
  const number = /\d{3}-\d{4,6}-\d/.exec(visibleText(done))![0];
  const consoles = await heard;
  tell(
    { ja: '担当者と上席の一覧に届く', en: 'It stands in the lists of both' },
    Math.max(...consoles.map(({ at }) => at)) - sent,
    { ja: '送信からの時間', en: 'counted from the sending' },
  );
  const { id } = consoles[0].batch.rows.find((row) => row.number === number)!;

  const claimed = await step(
    { ja: '担当者が引き受ける', en: 'The agent claims it' },
    () => agent.post<TicketView>(`tickets/${id}/claim`),
    ({ assigneeName }) => ({ ja: `担当 ${assigneeName}`, en: `Owner ${assigneeName}` }),
  );
  const rival = await signIn('agent', 1);
  const lost = await step(
    { ja: '同僚も引き受けようとして断られる', en: 'A colleague tries to claim it, too, and is refused' },
    () => rival.refusal(`tickets/${id}/claim`),
    ({ message }) => message,
  );
  requireThat(lost.code === 'ticket.claimed_by_other', 'a claim is won by exactly one');

  const palette = await agent.get<{ items: CannedRow[] }>(`canned-responses?ticketId=${id}&q=affected`);
  const canned = palette.items.find((row) => row.key === 'affected');
  if (!canned) throw new Error('the canned response "affected" was not found');
  const preview = await step(
    { ja: '定型文にこの店舗の事実が入る', en: 'A canned text is filled with the facts of this shop' },
    () => agent.get<CannedPreview>(`canned-responses/${canned.id}/preview?ticketId=${id}`),
    (filled) => filled.parts.flatMap((part) => (part.kind === 'fact' ? [part.text] : [])).join(' / '),
  );
  const text = preview.text;
  await step(
    { ja: '窓口の名義で返信する', en: 'The reply is sent in the name of the desk' },
    () =>
      agent.post<TicketView>(`tickets/${id}/replies`, {
        text,
        baseVersion: claimed.version,
        idempotencyKey: `story-${mark}`,
        cannedKeys: ['affected'],
      }),
    (ticket) => {
      requireThat(ticket.state === 'answered', 'the ticket is answered');
      return ticket.messages.at(-1)!.from;
    },
  );
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
    { ja: '取り消せる数秒のあと、メールが出る', en: 'After the seconds in which it can be undone, the mail goes out' },
    () =>
      until('the reply in the outbox', async () => {
        const { items } = await agent.get<OutboxPage>('outbox');
        return items.find((each) => each.to.includes(email) && each.text.includes(text.slice(0, 20)));
      }),
    (each) => `${each.from} → ${each.to} ・ ${each.subject}`,
  );
  const token = /\/t\/([a-z2-7]+)/.exec(mail.text)?.[1];
  await step(
    { ja: 'お客様が状況のページを見る', en: 'The requester opens the status page' },
    () => visitor.read(`/t/${token}`),
    (html) => {
      requireThat(html.includes(number), 'the status page shows the reference number');
      requireThat(visibleText(html).includes(text.slice(0, 20).trim()), 'the status page shows the reply');
      return { ja: `${number} ・ お答えが読める`, en: `${number} with the reply` };
    },
  );
  await step(
    { ja: '上席が現場を見る', en: 'The supervisor looks at the floor' },
    () => supervisor.get<FloorView>('floor'),
    (floor) => {
      const here = floor.people.filter((each) => each.here).length;
      const waiting = floor.counters.reduce((sum, each) => sum + each.waiting, 0);
      return { ja: `在席 ${here}人 ・ 対応待ち ${waiting}件`, en: `${here} here, ${waiting} waiting` };
    },
  );
  const ticket = await agent.get<TicketView>(`tickets/${id}`);
  for (const account of accounts.filter(({ role }) => role === 'shop_user')) {
    const shop = await StoryStaff.signIn(base, account, language);
    const isOwn = shop.session.user.tenantId === ticket.tenantId;
    await step(
      { ja: `店舗 ${account.tenant} の利用者が探す`, en: `The people of the shop ${account.tenant} look for it` },
      async () => ({
        status: await shop.status(`tickets/${id}`),
        list: await shop.get<TicketPage>(`tickets?q=${encodeURIComponent(number)}`),
      }),
      ({ status: code, list }) => {
        requireThat(
          isOwn ? code === 200 && list.items.length === 1 : code === 404 && list.items.length === 0,
          'only its own shop sees the ticket',
        );
        const [own] = list.items;
        return own
          ? { ja: `見える(一覧では ${own.requesterName})`, en: `They see it (in the list: ${own.requesterName})` }
          : { ja: '見えない(404)', en: 'They do not see it (404)' };
      },
    );
  }
};

try {
  await play();
  process.stdout.write(`\n${language === 'ja' ? '物語のとおりに動きました。' : 'The story holds.'}\n`);
} catch (error) {
  const where = language === 'ja' ? `${steps}番のあとで止まりました` : `The story broke off after step ${steps}`;
  process.stderr.write(`\n${where}: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  for (const each of people) each.leave();
}
