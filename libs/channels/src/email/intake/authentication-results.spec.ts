import { readHeaderBlock } from '../reading/header-block.js';
import { resultsOf } from './authentication-results.js';

const told = (...headers: string[]) => {
  const bytes = Buffer.from(`${headers.join('\r\n')}\r\n\r\ntext\r\n`, 'latin1');
  return resultsOf(readHeaderBlock(bytes, 0, bytes.length).headers, ['mx.example.jp', 'mx2.example.jp']);
};

test('comments, folds, quotation marks, capitals, versions and several methods are read', () => {
  expect(
    told(
      'AUTHENTICATION-RESULTS: (a (nested \\) one)) "MX.Example.JP" 1 (v);',
      '\tSPF = PASS (domain of a@b; dmarc=fail) smtp.mailfrom="bounce@mail.example.jp";',
      ' DKIM/1=fail reason="no; dkim=pass, \\"really\\"" header.d=evil.example;',
      ' dkim=Pass header.i=@shop.example.jp header.b=Ab+/c=;;',
      ' dmarc=pass (p=REJECT sp=REJECT) header.from=Shop.Example.JP; x-spam=no',
    ),
  ).toEqual({
    authservId: 'mx.example.jp',
    spf: 'pass',
    spfDomain: 'mail.example.jp',
    dkim: 'pass',
    dkimDomains: ['shop.example.jp'],
    dmarc: 'pass',
    dmarcFrom: 'shop.example.jp',
  });
});

test('the topmost under a name that is believed counts, whatever stands above under others and below under the same', () => {
  const dmarc = (...headers: string[]) => told(...headers)?.dmarc;
  const ours = (result: string, id = 'mx.example.jp') => `Authentication-Results: ${id}; dmarc=${result}`;
  expect(dmarc(ours('pass', 'evil.example'), ours('fail'), ours('pass'), ours('pass', 'mx2.example.jp'))).toBe('fail');
  expect(dmarc('Authentication-Results: mx.example.jp; none', ours('pass'))).toBeNull();
  expect(dmarc('Authentication-Results: mx.example.jp', ours('pass'))).toBeNull();
});

test.each([
  ['nobody', 'Authentication-Results: ; dmarc=pass'],
  ['a server without a name', 'Authentication-Results: spf=pass smtp.mailfrom=a.example;dmarc=pass'],
  ['a name that only begins alike', 'Authentication-Results: mx.example.jp.evil.example; dmarc=pass'],
  ['a name in a comment', 'Authentication-Results: (mx.example.jp;) evil.example; dmarc=pass'],
  ['a comment without end', 'Authentication-Results: mx.example.jp; (dmarc=pass'],
  ['a quotation without end', 'Authentication-Results: mx.example.jp; dmarc=pass reason="'],
  ['ARC', 'ARC-Authentication-Results: i=1; mx.example.jp; dmarc=pass'],
  ['a header of another name', 'X-Authentication-Results: mx.example.jp; dmarc=pass'],
])('%s is not believed', (_, header) => {
  expect(told(header)).toBeNull();
});

test.each([
  ['two answers', 'dmarc=pass header.from=a.example; dmarc=fail header.from=b.example', 'fail'],
  ['in quotation marks', 'spf=none reason="; dmarc=pass"', null],
  ['unknown', 'dmarc=bestguesspass', null],
  ['no pair', '"dmarc=pass"', null],
])('a judgement in %s does not pass', (_, results, dmarc) => {
  expect(told(`Authentication-Results: mx.example.jp; ${results}`)?.dmarc).toBe(dmarc);
});
