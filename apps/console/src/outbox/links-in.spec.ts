import { linksIn } from './links-in.js';

describe('links in a plain text', () => {
  it('finds addresses beside Japanese words and signs', () => {
    expect(linksIn('状況は http://127.0.0.1:3000/t/abc?x=1。(https://example.jp/) まで')).toEqual([
      { text: '状況は ', isLink: false },
      { text: 'http://127.0.0.1:3000/t/abc?x=1', isLink: true },
      { text: '。(', isLink: false },
      { text: 'https://example.jp/', isLink: true },
      { text: ') まで', isLink: false },
    ]);
  });

  it.each(['', '窓口です。', 'javascript:alert(1)'])('leaves %j as it is', (text) => {
    expect(linksIn(text).filter((piece) => piece.isLink)).toEqual([]);
    expect(
      linksIn(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });
});
