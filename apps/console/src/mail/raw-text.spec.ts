import { likelyCharset, rawText } from './raw-text.js';

const wire = (...bytes: number[]): string => String.fromCharCode(...bytes);
const SHIFT_JIS = wire(0x93, 0xfa, 0x96, 0x7b);
const ISO_2022_JP = wire(0x1b, 0x24, 0x42, 0x46, 0x7c, 0x4b, 0x5c, 0x1b, 0x28, 0x42);
const UTF_8 = wire(0xe6, 0x97, 0xa5, 0xe6, 0x9c, 0xac);

describe('a raw mail', () => {
  it.each([
    ['shift_jis', SHIFT_JIS],
    ['iso-2022-jp', ISO_2022_JP],
    ['utf-8', UTF_8],
  ] as const)('reads %s by its bytes', (charset, raw) => {
    expect(likelyCharset(raw)).toBe(charset);
    expect(rawText(raw, charset)).toBe('日本');
  });

  it('shows what would turn the text around', () => {
    expect(rawText('a\u0000b\r\nc', 'utf-8')).toBe('a·b\nc');
    expect(rawText(wire(0x61, 0xe2, 0x80, 0xae, 0x62), 'utf-8')).toBe('a·b');
  });
});
