import { checkReply, checkTemplate, FACTS, type FactValues, fillTemplate, openLabels, textOf } from '#libs/desk';
import { CANNED_TEXTS, OWN_TEXTS } from './canned-texts.js';

const everything = [
  ...CANNED_TEXTS.ja.map(({ key, body }) => ({ key, body, language: 'ja' as const })),
  ...CANNED_TEXTS.en.map(({ key, body }) => ({ key, body, language: 'en' as const })),
  ...OWN_TEXTS,
];

/** Every fact that the record knows has a value; what the agent gives stays open. */
const values: FactValues = new Map(
  [...FACTS].flatMap(([path, { source, type }]) =>
    source === 'agent_input' ? [] : [[path, { text: 'みほん', items: type === 'list' ? ['みほん'] : undefined }]],
  ),
);

describe('the canned texts of the demo', () => {
  it.each(everything)('$key in $language is in the template language', ({ body }) => {
    expect(() => checkTemplate(body)).not.toThrow();
  });

  it.each(everything)(
    '$key in $language leaves open only what the agent gives, and then may be sent',
    ({ body, language }) => {
      const parts = fillTemplate(checkTemplate(body), values, language);
      const asked = [...FACTS.values()]
        .filter(({ source }) => source === 'agent_input')
        .map(({ label }) => label[language]);
      for (const label of openLabels(parts)) expect(asked).toContain(label);
      expect(checkReply(textOf(parts).replace(/\{[^{}]+\}/g, '12月1日'))).toEqual([]);
    },
  );

  it('has each text in both languages', () => {
    expect(CANNED_TEXTS.en.map(({ key }) => key)).toEqual(CANNED_TEXTS.ja.map(({ key }) => key));
  });
});
