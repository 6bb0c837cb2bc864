import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

const TXT = 16;
const NO_SUCH_NAME = 3;

/** A real DNS server on a port of its own that knows these TXT records and nothing else. */
export class Dns {
  private constructor(
    private readonly socket: Socket,
    readonly address: string,
  ) {}

  static async start(records: Readonly<Record<string, string>>): Promise<Dns> {
    const socket = createSocket('udp4');
    socket.on('message', (question, from) => socket.send(answerOf(question, records), from.port, from.address));
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return new Dns(socket, `127.0.0.1:${socket.address().port}`);
  }

  async stop(): Promise<void> {
    this.socket.close();
    await once(this.socket, 'close');
  }
}

/** One question, one answer (RFC 1035, section 4). */
const answerOf = (question: Buffer, records: Readonly<Record<string, string>>): Buffer => {
  const labels: string[] = [];
  let at = 12;
  for (let length = question[at]!; length > 0; length = question[at]!) {
    labels.push(question.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const asked = question.subarray(12, at + 5);
  const text = question.readUInt16BE(at + 1) === TXT ? records[labels.join('.').toLowerCase()] : undefined;
  const header = Buffer.alloc(12);
  question.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8580 | (text === undefined ? NO_SUCH_NAME : 0), 2);
  header.writeUInt16BE(1, 4);
  if (text === undefined) return Buffer.concat([header, asked]);
  header.writeUInt16BE(1, 6);
  const pieces = text
    .match(/.{1,255}/g)!
    .map((piece) => Buffer.concat([Buffer.from([piece.length]), Buffer.from(piece)]));
  const value = Buffer.concat(pieces);
  const answer = Buffer.from([0xc0, 12, 0, TXT, 0, 1, 0, 0, 0, 60, 0, 0]);
  answer.writeUInt16BE(value.length, 10);
  return Buffer.concat([header, asked, answer, value]);
};
