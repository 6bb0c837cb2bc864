const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const LENGTH = 150;
/** A Mac's file names write が as か and a mark of its own. */
const SEPARATE_MARK = /[\u3040-\u30ff][\u3099\u309a]/gu;
const EXTENSIONS: Readonly<Record<string, string>> = {
  'message/rfc822': '.eml',
  'message/delivery-status': '.txt',
  'text/rfc822-headers': '.txt',
  'text/plain': '.txt',
  'text/html': '.html',
  'text/csv': '.csv',
  'text/calendar': '.ics',
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'application/pdf': '.pdf',
  'application/zip': '.zip',
  'application/ms-tnef': '.dat',
};

/** A sender's file name as it may be shown and offered for saving: one segment, no control or direction character. */
export const cleanFileName = (name: string): string | null => {
  // The end matters: it says what the file claims to be.
  const bounded = name.length > 1200 ? name.slice(0, 1000) + name.slice(-100) : name;
  const visible = bounded.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '');
  const whole = visible.replace(SEPARATE_MARK, (pair) => pair.normalize('NFC'));
  const segment = whole.split(/[/\\]/).findLast((one) => /[^.\s]/.test(one)) ?? '';
  const kept = segment.replace(/[<>:"|?*]/g, '_').replace(/^[\s.]+|[\s.]+$/g, '');
  if (kept === '') return null;
  const safe = RESERVED.test(kept) ? `_${kept}` : kept;
  const letters = [...safe];
  if (letters.length <= LENGTH) return safe;
  const extension = /\.[^.]{1,20}$/.exec(safe)?.[0] ?? '';
  return letters.slice(0, LENGTH - [...extension].length).join('') + extension;
};

/** The name of an attachment that came without one. */
export const inventedFileName = (contentType: string, number: number): string =>
  `attachment-${number}${EXTENSIONS[contentType] ?? '.bin'}`;
