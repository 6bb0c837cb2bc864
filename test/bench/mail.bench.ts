import nodemailer from 'nodemailer';
import type { ListView, MailLedgerRow } from '#libs/contracts';
import { encodeIso2022Jp } from '#libs/desk';
import type { ApiClient } from '../support/client.js';
import { until } from '../support/until.js';
import { type BenchDesk, settled } from './bench-desk.js';
import { type Figure, round } from './figures.js';

const MAILS = 1_500;
const CONNECTIONS = 4;
const BYTES = 20_000;
const BOMB_PARTS = 2_000;
const LARGE_BYTES = 20 * 1024 * 1024;
const ADDRESS = 'privacy@netvivi.example.jp';
const LINE = 'お知らせをいただきましたが、私の注文の情報が含まれているのかどうか、教えていただけますでしょうか。\r\n';

/**
 * Mail in: from the first byte over SMTP until all mails are tickets, with their acknowledgements, while a mail of two thousand parts
 * and one of 20 MB are read. Half of the mails are ISO-2022-JP, half UTF-8.
 */
export const benchMail = async (desk: BenchDesk): Promise<Figure> => {
  await desk.startWorker();
  await settled(desk);
  const supervisor = await desk.client('supervisor');
  const mails = Array.from({ length: MAILS }, (_, index) => ordinaryMail(index));
  const chewed = [mimeBomb(), largeMail()];
  const before = await ledger(supervisor);
  const cpu = () => ({ worker: desk.worker!.cpu(), postgres: desk.postgresCpu() });
  const cpuBefore = cpu();

  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: desk.smtpPort,
    ignoreTLS: true,
    pool: true,
    maxConnections: CONNECTIONS + chewed.length,
    maxMessages: Infinity,
  });
  const send = (raw: Buffer, from: string) => transport.sendMail({ raw, envelope: { from, to: [ADDRESS] } });
  const began = performance.now();
  const heavy = chewed.map((raw, index) => send(raw, `heavy-${index}@mail.example.jp`));
  const waits: number[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let index = next++; index < mails.length; index = next++) {
        const start = performance.now();
        await send(mails[index]!, `sender-${index}@mail.example.jp`);
        waits.push(performance.now() - start);
      }
    }),
  );
  const takenSeconds = (performance.now() - began) / 1000;
  await Promise.all(heavy);
  const all = MAILS + chewed.length;
  const after = await until(
    'all mails are decided',
    async () => {
      const row = await ledger(supervisor);
      return row.fetched === before.fetched + all && row.pending === 0 && row;
    },
    300,
  );
  const seconds = (performance.now() - began) / 1000;
  transport.close();
  const cpuAfter = cpu();
  const perSecond = round(MAILS / seconds);
  const filed = after.filed - before.filed;
  return {
    name: `mail in: ${MAILS.toLocaleString('en')} Japanese mails of 20 KB over SMTP to committed tickets, beside a MIME bomb and 20 MB`,
    values: {
      'tickets/s': perSecond,
      'taken/s': round(MAILS / takenSeconds),
      'SMTP p99 ms': round(waits.toSorted((a, b) => a - b)[Math.floor(waits.length * 0.99)]!),
      filed,
      'node CPU ms/mail': round((cpuAfter.worker - cpuBefore.worker) / all),
      'postgres CPU ms/mail': round((cpuAfter.postgres - cpuBefore.postgres) / all),
    },
    aim: '≥ 50 tickets/s, none lost',
    held: perSecond >= 50 && filed === all,
  };
};

const ledger = async (supervisor: ApiClient): Promise<MailLedgerRow> => {
  const { body } = await supervisor.get<ListView<MailLedgerRow>>('/api/v1/mail/ledger');
  return body.items.find(({ address }) => address === ADDRESS)!;
};

const head = (name: string, ...more: string[]): string =>
  [
    `From: ${name}@mail.example.jp`,
    `To: ${ADDRESS}`,
    `Subject: =?UTF-8?B?${Buffer.from(`お尋ね ${name}`).toString('base64')}?=`,
    `Message-ID: <${name}-${process.pid}@mail.example.jp>`,
    'MIME-Version: 1.0',
    ...more,
    '\r\n',
  ].join('\r\n');

const ordinaryMail = (index: number): Buffer => {
  const isJis = index % 2 === 0;
  const text = `${index}番の問い合わせです。\r\n${LINE.repeat(Math.floor(BYTES / (isJis ? 105 : 200)))}`;
  const type = `Content-Type: text/plain; charset=${isJis ? 'iso-2022-jp' : 'utf-8'}`;
  const top = head(`sender-${index}`, type, `Content-Transfer-Encoding: ${isJis ? '7bit' : 'base64'}`);
  const lines = Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n');
  return Buffer.concat([Buffer.from(top), isJis ? Buffer.from(encodeIso2022Jp(text).bytes) : Buffer.from(lines)]);
};

const mimeBomb = (): Buffer => {
  const part = (index: number) =>
    `--b\r\nContent-Type: text/plain; charset=utf-8; name="${index}.txt"\r\n\r\n${LINE.repeat(4)}`;
  const top = head('heavy-0', 'Content-Type: multipart/mixed; boundary=b');
  return Buffer.from(`${top}${Array.from({ length: BOMB_PARTS }, (_, index) => part(index)).join('')}--b--\r\n`);
};

const largeMail = (): Buffer => {
  const top = head('heavy-1', 'Content-Type: multipart/mixed; boundary=b');
  const text = `--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${LINE}`;
  const file = Buffer.alloc(Math.floor(LARGE_BYTES * 0.7), 7)
    .toString('base64')
    .replace(/.{76}/g, '$&\r\n');
  const attached = 'Content-Type: application/octet-stream; name="large.bin"\r\nContent-Transfer-Encoding: base64';
  return Buffer.from(`${top}${text}--b\r\n${attached}\r\n\r\n${file}\r\n--b--\r\n`);
};
