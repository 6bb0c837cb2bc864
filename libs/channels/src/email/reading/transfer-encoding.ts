/** The bytes of a part, its Content-Transfer-Encoding undone. What breaks the rules is read as far as it can be. */
export const undoTransferEncoding = (bytes: Buffer, encoding: string): Buffer => {
  const [said = ''] = encoding
    .trim()
    .toLowerCase()
    .split(/[\s;(]/);
  switch (said.replace(/[^a-z0-9-]/g, '').replace(/^base-?64$/, 'base64')) {
    case 'base64':
      return fromBase64Lines(bytes.toString('latin1'));
    case 'quoted-printable':
    case 'quotedprintable':
      return fromQuotedPrintable(bytes.toString('latin1'));
    case 'x-uuencode':
    case 'uuencode':
    case 'x-uue':
      return fromUuencode(bytes.toString('latin1'));
    default:
      return bytes;
  }
};

/** The coded lines; what a list or a gateway wrote below them in clear stays clear. */
const fromBase64Lines = (text: string): Buffer => {
  const foot = /\r?\n[ \t]*\r?\n(?=[^\r\n]*[^A-Za-z0-9+/=\s])|\r?\n(?=[_*=-]{4,}|-- ?\r?\n)/.exec(text);
  if (!foot || foot.index === 0) return fromBase64(text);
  return Buffer.concat([fromBase64(text.slice(0, foot.index)), Buffer.from(text.slice(foot.index), 'latin1')]);
};

/** Several base64 texts, each with its own padding, may follow one another. */
export const fromBase64 = (text: string): Buffer => {
  const clean = text.replace(/[^A-Za-z0-9+/=]/g, '');
  const padding = clean.indexOf('=');
  if (padding === -1 || padding >= clean.length - 2) return Buffer.from(clean, 'base64');
  return Buffer.concat(clean.split(/=+/).map((piece) => Buffer.from(piece, 'base64')));
};

export const fromQuotedPrintable = (text: string): Buffer => {
  // Blanks at the end of a line were added on the way; what follows a soft line end belongs to the same line.
  const lines = text.split('\n').map((line) => line.trimEnd() + (line.endsWith('\r') ? '\r' : ''));
  return Buffer.from(percentLike(lines.join('\n').replace(/=(?:\r\n|\n|\r|$)/g, ''), '='), 'latin1');
};

/** `=E3` or `%E3` become the byte they name; a lone mark stays. */
export const percentLike = (text: string, mark: '=' | '%'): string =>
  text.replace(mark === '=' ? /=([0-9a-f]{2})/gi : /%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );

const fromUuencode = (text: string): Buffer => {
  const lines = text.split(/\r\n|\n|\r/);
  const begin = lines.findIndex((line) => /^begin [0-7]{3,4} /.test(line));
  const pieces: Buffer[] = [];
  for (const line of lines.slice(begin + 1)) {
    if (line === 'end' || line === '`') break;
    const length = (line.charCodeAt(0) - 32) & 63;
    const sextets = Array.from(line.slice(1), (one) => (one.charCodeAt(0) - 32) & 63);
    const piece = Buffer.alloc(Math.ceil(sextets.length / 4) * 3);
    for (let at = 0; at < sextets.length; at += 4) {
      const [a = 0, b = 0, c = 0, d = 0] = sextets.slice(at, at + 4);
      piece.writeUIntBE((a << 18) | (b << 12) | (c << 6) | d, (at / 4) * 3, 3);
    }
    pieces.push(piece.subarray(0, Math.min(length || 0, piece.length)));
  }
  return Buffer.concat(pieces);
};
