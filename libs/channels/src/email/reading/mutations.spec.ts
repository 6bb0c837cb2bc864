import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { readMailHere } from './mail-reader.js';

const CORPUS = new URL('../../../../../test/fixtures/mail/', import.meta.url);
const corpus = readdirSync(CORPUS)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => readFileSync(new URL(name, CORPUS)))
  .filter((raw) => raw.length > 0 && raw.length < 8000);

const anyMail = fc.constantFrom(...corpus);
const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.integer({ min: 0, max: 255 }) });

const expectReadable = (raw: Buffer): void => {
  const mail = readMailHere(raw);
  const ok =
    typeof mail.text === 'string' &&
    typeof mail.subject === 'string' &&
    Array.isArray(mail.attachments) &&
    mail.attachments.every(({ fileName }) => fileName !== '' && !/[/\\\p{Cc}\u202e]/u.test(fileName)) &&
    !/[\r\n\0]/.test(mail.subject) &&
    (mail.html === null || !/<(?:script|iframe|object|style|svg|form)\b|\son\w+\s*=\s*["']/i.test(mail.html)) &&
    mail.to.length <= 50 &&
    mail.references.length <= 100;
  if (!ok) throw new Error(`misread: ${JSON.stringify(mail).slice(0, 500)}`);
};

const splitHead = (raw: Buffer): { lines: string[]; rest: string } => {
  const whole = raw.toString('latin1');
  const end = whole.search(/\r?\n\r?\n/);
  const cut = end === -1 ? whole.length : end;
  return { lines: whole.slice(0, cut).split(/\r?\n(?![ \t])/), rest: whole.slice(cut) };
};

describe('mails with faults put in', () => {
  it('reads any mail with any bytes changed', () => {
    fc.assert(
      fc.property(anyMail, fc.array(change, { minLength: 1, maxLength: 20 }), (raw, changes) => {
        const changed = Buffer.from(raw);
        for (const { at, byte } of changes) changed[Math.floor(at * (changed.length - 1))] = byte;
        expectReadable(changed);
      }),
      { numRuns: 4000 },
    );
  });

  it('reads any combination of headers before any body', () => {
    const heads = corpus.map((raw) => splitHead(raw).lines);
    const anyLine = fc.constantFrom(...heads.flat().filter((line) => line.length < 2000));
    fc.assert(
      fc.property(anyMail, fc.array(anyLine, { maxLength: 12 }), fc.boolean(), (raw, lines, keep) => {
        const { lines: own, rest } = splitHead(raw);
        expectReadable(Buffer.from([...(keep ? own : []), ...lines].join('\r\n') + rest, 'latin1'));
      }),
      { numRuns: 4000 },
    );
  });

  it('reads any mail that was cut short or has a piece of another inside', () => {
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(anyMail, anyMail, place, place, (one, other, from, to) => {
        const cut = one.subarray(0, Math.floor(one.length * from));
        expectReadable(Buffer.concat([cut, other.subarray(Math.floor(other.length * to))]));
      }),
      { numRuns: 2000 },
    );
  });
});
