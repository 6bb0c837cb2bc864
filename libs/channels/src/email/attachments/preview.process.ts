import sharp from 'sharp';
import type { PreviewAnswer, PreviewTask } from './picture-previews.js';

/** A picture of more is a bomb, or nothing that anybody sends to a desk. */
const MAX_PIXELS = 40_000_000;
const SECONDS = 8;
const REASON_LENGTH = 200;

sharp.cache(false);
sharp.concurrency(1);

/** The first frame, upright, at most so many pixels wide and high, as WebP. What cannot be drawn has no picture, and why. */
const draw = async ({ content, pixels }: PreviewTask): Promise<PreviewAnswer> => {
  try {
    const picture = await sharp(content, { limitInputPixels: MAX_PIXELS, pages: 1, failOn: 'error' })
      .timeout({ seconds: SECONDS })
      .rotate()
      .resize({ width: pixels, height: pixels, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80, effort: 2 })
      .toBuffer();
    return { picture };
  } catch (error) {
    // Broken, too large, too slow: whatever it is, it is not shown.
    return { picture: null, because: error instanceof Error ? error.message.slice(0, REASON_LENGTH) : 'unknown' };
  }
};

/** Whoever asked may be gone; without its process this one has nothing to do. */
const tell = (answer: PreviewAnswer): void => {
  process.send?.(answer, (error: Error | null) => error && process.exit(1));
};

process.on('message', (task: PreviewTask) => void draw(task).then(tell));
process.on('disconnect', () => process.exit(0));
