export type PictureType = 'jpeg' | 'png' | 'webp' | 'gif';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The kind of picture that these bytes begin as, whatever their name and declared type; null for everything else, SVG first of all. */
export const pictureTypeOf = (bytes: Buffer): PictureType | null => {
  if (bytes.length < 16) return null;
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (bytes.subarray(0, PNG.length).equals(PNG)) return 'png';
  const head = bytes.toString('latin1', 0, 12);
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return 'webp';
  return head.startsWith('GIF87a') || head.startsWith('GIF89a') ? 'gif' : null;
};
