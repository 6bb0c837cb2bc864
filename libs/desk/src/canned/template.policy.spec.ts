import { checkTemplate, TemplateRefused, TEMPLATE_MAX_LENGTH } from './template.policy.js';
import { filledBody } from './canned.service.js';
import { fillTemplate, openLabels, RenderTooLarge, textOf } from './template.render.js';
import type { FactValues } from './facts.js';

const refusal = (source: unknown): TemplateRefused => {
  try {
    checkTemplate(source);
  } catch (error) {
    if (error instanceof TemplateRefused) return error;
    throw error;
  }
  throw new Error('the template was accepted');
};

const values: FactValues = new Map([
  ['desk.name', { text: 'みほん商店 お問い合わせ窓口' }],
  ['ticket.requester_name', { text: '{{agent.name}} <b>&' }],
  ['agent.name', { text: '小川' }],
  ['cohort.items', { text: '氏名、住所', items: ['氏名', '住所'] }],
  ['incident.published_at', { text: '2016年6月22日18時30分', day: '2016年6月22日' }],
]);

const fill = (source: string, language: 'ja' | 'en' = 'ja'): string =>
  textOf(fillTemplate(checkTemplate(source), values, language));

describe('what a canned text may contain', () => {
  it.each([
    ['a triple stash', '{{{desk.name}}}', 'construct'],
    ['an ampersand', '{{&desk.name}}', 'construct'],
    ['a partial', '{{> partial}}', 'construct'],
    ['a partial block', '{{#> layout}}x{{/layout}}', 'construct'],
    ['a decorator', '{{* decorate}}', 'construct'],
    ['a decorator block', '{{#*inline "x"}}y{{/inline}}', 'construct'],
    ['lookup', '{{lookup desk "name"}}', 'unknown_helper'],
    ['lookup as a block', '{{#lookup desk.name}}x{{/lookup}}', 'construct'],
    ['with', '{{#with desk.name}}x{{/with}}', 'construct'],
    ['log', '{{log desk.name}}', 'unknown_helper'],
    ['the parent', '{{../desk.name}}', 'unknown_fact'],
    ['the root', '{{@root.desk.name}}', 'unknown_fact'],
    ['an index', '{{#each cohort.items}}{{@index}}{{/each}}', 'unknown_fact'],
    ['constructor', '{{constructor.constructor}}', 'unknown_fact'],
    ['a prototype name', '{{__proto__}}', 'unknown_fact'],
    ['a prototype name in brackets', '{{[__proto__].x}}', 'unknown_fact'],
    ['toString', '{{toString}}', 'unknown_fact'],
    ['a listed path with more behind it', '{{desk.name.constructor}}', 'unknown_fact'],
    ['this with a path', '{{#each cohort.items}}{{this.constructor}}{{/each}}', 'unknown_fact'],
    ['this outside each', '{{this}}', 'construct'],
    ['a string as path', '{{"desk.name"}}', 'construct'],
    ['a number as path', '{{12}}', 'construct'],
    ['a subexpression', '{{date (lookup incident "x")}}', 'construct'],
    ['a called subexpression', '{{(date incident.published_at)}}', 'syntax'],
    ['a hash', '{{date incident.published_at zone="x"}}', 'construct'],
    ['a hash on a block', '{{#if desk.name includeZero=true}}x{{/if}}', 'construct'],
    ['block parameters', '{{#each cohort.items as |x|}}{{x}}{{/each}}', 'construct'],
    ['two parameters', '{{date incident.published_at desk.name}}', 'construct'],
    ['each over a text', '{{#each desk.name}}{{this}}{{/each}}', 'wrong_type'],
    ['a date of a text', '{{date desk.name}}', 'wrong_type'],
    ['a count of a date', '{{count incident.published_at}}', 'wrong_type'],
    ['an unknown helper', '{{upper desk.name}}', 'unknown_helper'],
    ['an unknown fact', '{{desk.password}}', 'unknown_fact'],
    ['slashes as dots', '{{desk/name}}', 'unknown_fact'],
    ['three levels', '{{#if desk.name}}{{#if desk.name}}{{#if desk.name}}x{{/if}}{{/if}}{{/if}}', 'too_deep'],
    ['an unclosed block', '{{#if desk.name}}x', 'syntax'],
    ['half a placeholder', 'a {{desk.name', 'syntax'],
    ['raw blocks', '{{{{raw}}}}x{{{{/raw}}}}', 'construct'],
    ['an object', { body: [] }, 'not_text'],
    ['nothing', null, 'not_text'],
    ['too much', 'あ'.repeat(TEMPLATE_MAX_LENGTH + 1), 'too_long'],
  ])('refuses %s', (_, source, reason) => {
    expect(refusal(source).reason).toBe(reason);
  });

  it('names the line and the piece, in both languages', () => {
    const refused = refusal('一行目\n二行目 {{desk.nme}}');
    expect(refused.sentence('ja')).toBe('2行目: 「desk.nme」という項目はありません');
    expect(refused.sentence('en')).toBe('line 2: there is no fact "desk.nme"');
    expect(refusal('x\n\n{{#if desk.name}}').line).toBeGreaterThanOrEqual(3);
  });

  it('admits facts, helpers, conditions, repetitions and comments', () => {
    expect(fill('{{!-- 内部 --}}{{desk.name}}です。')).toBe('みほん商店 お問い合わせ窓口です。');
    expect(fill('{{date incident.published_at}}／{{incident.published_at}}')).toBe(
      '2016年6月22日／2016年6月22日18時30分',
    );
    expect(fill('{{#each cohort.items}}・{{this}}\n{{/each}}以上')).toBe('・氏名\n・住所\n以上');
    expect(fill('{{#if desk.phone}}電話{{else}}メール{{/if}}')).toBe('メール');
    expect(fill('{{#if cohort.items}}{{#each cohort.items}}[{{this}}]{{/each}}{{/if}}')).toBe('[氏名][住所]');
    expect(fill('{{^if desk.phone}}なし{{/if}}')).toBe('なし');
  });
});

describe('filling', () => {
  it('writes a value as it is: no second rendering, no escaping', () => {
    expect(fill('{{ticket.requester_name}} 様')).toBe('{{agent.name}} <b>& 様');
  });

  it('leaves a fact without a value open, by its label', () => {
    const parts = fillTemplate(checkTemplate('{{ask.reply_by}}までに。{{ask.reply_by}}'), values, 'ja');
    expect(textOf(parts)).toBe('{回答期日}までに。{回答期日}');
    expect(openLabels(parts)).toEqual(['回答期日']);
    expect(openLabels(fillTemplate(checkTemplate('{{ask.reply_by}}'), values, 'en'))).toEqual(['reply by']);
  });

  it('is untouched by a polluted prototype', () => {
    const prototype = Object.prototype as Record<string, unknown>;
    prototype['widget'] = 'polluted';
    prototype['desk.phone'] = { text: 'polluted' };
    try {
      expect(() => checkTemplate('{{widget}}')).toThrow(TemplateRefused);
      expect(fill('{{desk.phone}}')).toBe('{電話番号}');
    } finally {
      delete prototype['widget'];
      delete prototype['desk.phone'];
    }
  });

  it('stays inside its bounds of size, however its loops are nested', () => {
    const many = Array.from({ length: 5000 }, () => 'x'.repeat(200));
    const large: FactValues = new Map([['cohort.items', { text: 'x', items: many }]]);
    const nested = '{{#each cohort.items}}{{#each cohort.items}}{{this}}{{/each}}{{/each}}';
    expect(() => fillTemplate(checkTemplate(nested), large, 'ja')).toThrow(RenderTooLarge);
    const idle = '{{#each cohort.items}}{{#each cohort.items}}{{!x}}{{#if desk.phone}}y{{/if}}{{/each}}{{/each}}';
    expect(refusal(idle).reason).toBe('too_deep');
    const empty = '{{#each cohort.items}}{{#each cohort.items}}{{!x}}{{/each}}{{/each}}';
    expect(fillTemplate(checkTemplate(empty), large, 'ja')).toEqual([]);
  });
  it('says of a text that only its facts make too long how long a filled one may be', () => {
    const items = Array.from({ length: 150 }, () => 'x'.repeat(200));
    const large: FactValues = new Map([['cohort.items', { text: 'x', items }]]);
    expect(() => filledBody('{{#each cohort.items}}{{this}}{{/each}}', 'ja', large)).toThrow(
      expect.objectContaining({ code: 'canned.filled_too_long', details: { most: '20,000' } }),
    );
  });
});
