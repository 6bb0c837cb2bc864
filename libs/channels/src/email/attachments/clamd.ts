import { connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';

/** Where the scanner listens. */
export type ClamdAddress = { host: string; port: number } | { path: string };

export type ScanResult =
  | { scan: 'clean'; finding: null }
  /** `finding`: the signature's name. */
  | { scan: 'infected'; finding: string }
  | { scan: 'failed'; finding: ScanFault };

export type ScanFault = 'unreachable' | 'timeout' | 'too_large' | 'no_answer';

const CHUNK_BYTES = 64 * 1024;
/** No answer is longer; a server that goes on talking is not clamd. */
const ANSWER_BYTES = 4096;
const FOUND = /^stream: (.+) FOUND\0?$/;

/** `tcp://host:port` or `unix:/path`. */
export const clamdAddressOf = (url: string): ClamdAddress => {
  const { protocol, hostname, port, pathname } = new URL(url);
  return protocol === 'unix:'
    ? { path: decodeURIComponent(pathname) }
    : { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 3310) };
};

/** Asks clamd about these bytes (INSTREAM: chunks with their length in front, a zero at the end). Never rejects. */
export const scanBytes = (address: ClamdAddress, content: Buffer, milliseconds: number): Promise<ScanResult> =>
  new Promise((resolve) => {
    const socket = connect(address);
    let answer = '';
    const settle = (result: ScanResult): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => settle(failed('timeout')), milliseconds);
    socket.setEncoding('utf8');
    let isConnected = false;
    socket.on('connect', () => {
      isConnected = true;
      void send(socket, content);
    });
    socket.on('data', (text: string) => {
      answer += text;
      if (answer.includes('\0') || answer.length > ANSWER_BYTES) settle(resultOf(answer));
    });
    // A scanner that refuses in the middle of a large file says why and hangs up: what it said counts, where it was still to be heard.
    socket.on('error', () => settle(isConnected ? resultOf(answer) : failed('unreachable')));
    socket.on('close', () => settle(resultOf(answer)));
  });

/** Chunk by chunk, listening in between: what a scanner says before it hangs up would be lost behind a failed write. */
const send = async (socket: Socket, content: Buffer): Promise<void> => {
  socket.write('zINSTREAM\0');
  for (let at = 0; at < content.length; at += CHUNK_BYTES) {
    const chunk = content.subarray(at, at + CHUNK_BYTES);
    socket.write(lengthOf(chunk.length));
    await new Promise<void>((written) => socket.write(chunk, () => written()));
    await setImmediate();
    if (socket.destroyed) return;
  }
  socket.write(lengthOf(0));
};

const lengthOf = (length: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
};

const resultOf = (answer: string): ScanResult => {
  const text = answer.replace(/\0[^]*$/, '').trim();
  if (text === 'stream: OK') return { scan: 'clean', finding: null };
  const [, name] = FOUND.exec(text) ?? [];
  if (name) return { scan: 'infected', finding: name.slice(0, 200) };
  return failed(text.includes('size limit exceeded') ? 'too_large' : 'no_answer');
};

const failed = (finding: ScanFault): ScanResult => ({ scan: 'failed', finding });
