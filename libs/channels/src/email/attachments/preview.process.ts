import sharp from 'sharp';
import type { PreviewAnswer, PreviewTask } from './picture-previews.js';

/** A picture of more is a bomb, or nothing that anybody sends to a desk. */
const MAX_PIXELS = 40_000_000;
const SECONDS = 8;

sharp.cache(false);
sharp.concurrency(1);

/** The first frame, upright, at most so many pixels wide and high, as WebP; null for what cannot be drawn. */
const draw = async ({ content, pixels }: PreviewTask): Promise<Uint8Array | null> => {
  try {
    return await sharp(content, { limitInputPixels: MAX_PIXELS, pages: 1, failOn: 'error' })
      .timeout({ seconds: SECONDS })
      .rotate()
      .resize({ width: pixels, height: pixels, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80, effort: 2 })
      .toBuffer();
  } catch {
    // Broken, too large, too slow: whatever it is, it is not shown.
    return null;
  }
};

process.on('message', (task: PreviewTask) => {
  void draw(task).then((picture) => process.send?.({ id: task.id, picture } satisfies PreviewAnswer));
});
process.on('disconnect', () => process.exit(0));
