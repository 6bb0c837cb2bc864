import { parentPort } from 'node:worker_threads';
import { READY, type JailAnswer, type JailTask } from './jail.js';
import { readHeadersHere, readMailHere } from './read-mail.js';

parentPort?.on('message', (task: JailTask) => {
  const raw = Buffer.from(task.raw.buffer, task.raw.byteOffset, task.raw.byteLength);
  const mail = task.headersOnly
    ? readHeadersHere(raw, task.headersOnly, task.options)
    : readMailHere(raw, task.options);
  const answer: JailAnswer = { task: task.id, mail };
  parentPort?.postMessage(answer, []);
});

// Loading the reader counts for nobody's mail.
parentPort?.postMessage(READY, []);
