import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

/**
 * Speaks SMTP byte for byte to a port of this machine; each text is one thing to say, answered by the last line of one answer. Ends
 * where the server hangs up.
 */
export const smtpSession = async (
  { port, from = '127.0.0.1' }: { port: number; from?: string },
  ...said: readonly string[]
): Promise<string[]> => {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from });
  socket.on('error', () => {
    // What is said to somebody who has hung up breaks the connection: the answers tell.
  });
  const closed = once(socket, 'close');
  const answers: string[] = [];
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const answer = async (): Promise<boolean> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) return false;
      if (!/^\d{3}-/.test(value)) {
        answers.push(value);
        return !value.startsWith('421');
      }
    }
  };
  let isOpen = await answer();
  for (const text of said) {
    if (!isOpen) break;
    socket.write(Buffer.from(text, 'utf8'));
    isOpen = await answer();
  }
  socket.end();
  await closed;
  return answers;
};
