import sharp from 'sharp';
import { PicturePreviews } from './picture-previews.js';

let previews: PicturePreviews;
beforeAll(() => {
  previews = new PicturePreviews();
});
afterAll(() => previews?.onApplicationShutdown());

const picture = (width = 400, height = 200) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 40, b: 90 } } });

test.each(['jpeg', 'png', 'webp', 'gif'] as const)(
  '%s is drawn anew as WebP, no larger than asked for',
  async (type) => {
    const content = await picture().toFormat(type).toBuffer();
    expect(await sharp(await previews.draw(content, 'small')).metadata()).toMatchObject({
      format: 'webp',
      width: 320,
      height: 160,
    });
    expect(await sharp(await previews.draw(content, 'large')).metadata()).toMatchObject({ width: 400, height: 200 });
  },
);

test('where and with what a picture was taken does not come through, and it stands upright', async () => {
  const content = await picture()
    .withExif({ IFD0: { Make: 'SecretCamera' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '35/1 41/1 22/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const before = await sharp(content).metadata();
  expect(before.exif).toBeDefined();
  const drawn = await previews.draw(content, 'large');
  const after = await sharp(drawn).metadata();
  expect(after).toMatchObject({ width: 200, height: 400 });
  expect([after.exif, after.xmp, after.iptc, after.icc]).toEqual([undefined, undefined, undefined, undefined]);
  expect(drawn.includes('SecretCamera')).toBe(false);
});

test('what hangs behind a picture stays behind', async () => {
  const tail = '<script>alert(document.cookie)</script>';
  const drawn = await previews.draw(Buffer.concat([await picture().png().toBuffer(), Buffer.from(tail)]), 'large');
  expect(drawn.includes('script')).toBe(false);
});

test('of a picture that moves the first frame is drawn', async () => {
  const frames = await Promise.all(
    ['red', 'blue'].map((background) =>
      sharp({ create: { width: 40, height: 40, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  const content = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
  expect((await sharp(content, { pages: -1 }).metadata()).pages).toBe(2);
  const drawn = sharp(await previews.draw(content, 'large'));
  const metadata = await drawn.metadata();
  expect([metadata.pages ?? 1, metadata.height]).toEqual([1, 40]);
  expect((await drawn.stats()).channels[0]!.mean).toBeGreaterThan(200);
});

test('a bomb of pixels is refused, and the next picture is drawn', async () => {
  const bomb = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: 'white' } })
    .png({ compressionLevel: 9 })
    .toBuffer();
  expect(bomb.length).toBeLessThan(1_000_000);
  await expect(previews.draw(bomb, 'large')).rejects.toMatchObject({ code: 'attachment.no_preview' });
  expect((await previews.draw(await picture().png().toBuffer(), 'small')).length).toBeGreaterThan(0);
});

test.each([
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>alert(1)</script></svg>'],
  ['SVG behind an XML head', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
  ['HTML', '<!doctype html><title>x</title><script>alert(1)</script>'],
  ['PDF', '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'],
  ['nothing', ''],
  ['the beginning of a JPEG', '\xff\xd8\xff\xe0\0\x10JFIF\0<script>'],
])('%s is refused', async (_, text) => {
  const drawing = previews.draw(Buffer.from(text, 'latin1'), 'large');
  await expect(drawing).rejects.toMatchObject({ code: 'attachment.no_preview' });
});

test('pictures that come at once are drawn one after the other, each its own', async () => {
  const contents = await Promise.all(
    [1, 2, 3, 4].map((width) =>
      picture(width * 20, 20)
        .png()
        .toBuffer(),
    ),
  );
  const drawn = await Promise.all(contents.map((content) => previews.draw(content, 'large')));
  const widths = await Promise.all(drawn.map(async (each) => (await sharp(each).metadata()).width));
  expect(widths).toEqual([20, 40, 60, 80]);
});
