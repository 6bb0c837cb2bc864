import { readdirSync, readFileSync } from 'node:fs';
import { readMailHere, type ReadMail } from './mail-reader.js';

const CORPUS = new URL('../../../../../test/fixtures/mail/', import.meta.url);
const names = readdirSync(CORPUS)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => name.slice(0, -4));

const read = (name: string): ReadMail => readMailHere(readFileSync(new URL(`${name}.eml`, CORPUS)));

describe('the corpus of mails', () => {
  it('is large enough to mean something', () => {
    expect(names.length).toBeGreaterThanOrEqual(480);
  });

  it.each(names)('reads %s', (name) => {
    const expected: unknown = JSON.parse(readFileSync(new URL(`${name}.json`, CORPUS), 'utf8'));
    const mail = read(name);
    // Through JSON, as dates and bytes are written in the expected results.
    expect(JSON.parse(JSON.stringify(mail))).toMatchObject(expected as object);
    expect(mail.text + mail.subject).not.toContain('\0');
  });
});
