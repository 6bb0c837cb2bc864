import { FORM_TOPICS, NOTICE_RECEIVED } from '#libs/contracts';
import { CATALOGUES, pageLanguage, say } from './catalogue.js';

const gaps = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).toSorted();

describe('texts of the public pages', () => {
  test('both languages have the same texts with the same gaps', () => {
    expect(Object.keys(CATALOGUES.en).toSorted()).toEqual(Object.keys(CATALOGUES.ja).toSorted());
    for (const [key, text] of Object.entries(CATALOGUES.ja)) {
      expect({ key, gaps: [...new Set(gaps(CATALOGUES.en[key]!))] }).toEqual({ key, gaps: [...new Set(gaps(text))] });
    }
  });

  test('every code that a reader can meet has its words', () => {
    const keys = [
      ...FORM_TOPICS.map((topic) => `topic.${topic}`),
      ...NOTICE_RECEIVED.map((answer) => `form.notice_${answer}`),
    ];
    for (const key of keys) expect(say('ja', key)).not.toBe('');
  });

  test('a missing text is an error, not an empty place', () => {
    expect(() => say('ja', 'form.no_such_text')).toThrow('no text "form.no_such_text"');
    expect(() => say('ja', 'form.purpose_text', { tenant: undefined })).toThrow('was not given its "tenant"');
  });

  test('Japanese unless the address asks for English', () => {
    expect(pageLanguage({ lang: 'en' })).toBe('en');
    for (const query of [{}, { lang: 'fr' }, { lang: ['en', 'ja'] }, undefined]) expect(pageLanguage(query)).toBe('ja');
  });
});
