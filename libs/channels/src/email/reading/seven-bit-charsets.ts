const EUC_KR = new TextDecoder('euc-kr');
const GBK = new TextDecoder('gbk');

/** ISO-2022-KR (RFC 1557): between SO and SI stand the pairs of EUC-KR with the eighth bit off. */
export const readIso2022Kr = (latin1: string): string =>
  latin1
    .replaceAll('\x1b$)C', '')
    .replace(/\x0e([^\x0f\r\n]*)\x0f?/g, (_, pairs: string) => EUC_KR.decode(withEighthBit(pairs)))
    .replaceAll('\x0f', '');

/** HZ (RFC 1843): between `~{` and `~}` stand the pairs of GB 2312. */
export const readHz = (latin1: string): string =>
  latin1.replace(/~(?:\{([^~\r\n]*)(?:~\})?|~|\r?\n)/g, (mark, pairs?: string) =>
    pairs === undefined ? (mark === '~~' ? '~' : '') : GBK.decode(withEighthBit(pairs)),
  );

const withEighthBit = (pairs: string): Buffer =>
  Buffer.from(Array.from(pairs, (one) => (one > ' ' ? one.charCodeAt(0) | 0x80 : one.charCodeAt(0))));
