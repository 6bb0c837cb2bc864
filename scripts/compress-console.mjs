import { readdir, readFile, writeFile } from 'node:fs/promises';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Once, at the build: a browser gets the console's scripts and styles compressed, and nobody compresses them while people work. */
const assets = new URL('../dist/console/assets/', import.meta.url);
/** Below that a file fits one packet anyway, or grows. */
const LEAST_BYTES = 1_024;
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

const names = (await readdir(assets)).filter((name) => /\.(js|css|svg)$/.test(name));
await Promise.all(
  names.map(async (name) => {
    const file = new URL(name, assets);
    const content = await readFile(file);
    if (content.length < LEAST_BYTES) return;
    await writeFile(new URL(`${file.href}.br`), brotliCompressSync(content, brotli));
    await writeFile(new URL(`${file.href}.gz`), gzipSync(content, { level: 9 }));
  }),
);
