import { io } from 'socket.io-client';
import type { ServerToClient } from '#libs/contracts';

/**
 * A child process: opens sockets, and tells its parent when all of them have heard of a ticket's change. With the event `*` it tells
 * of every event that any of them hears.
 */
const [url, cookie, event, count] = process.argv.slice(2) as [string, string, string, string];

type Batch = Parameters<ServerToClient['tickets.changed']>[0];

/** Ticket → when each socket that heard of it so far did. */
const hearing = new Map<string, number[]>();
let connected = 0;

for (let index = 0; index < Number(count); index += 1) {
  const socket = io(url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { origin: url, ...(cookie && { cookie }) },
  });
  socket.on('connect', () => {
    connected += 1;
    if (connected === Number(count)) process.send!('ready');
  });
  // An audience with a gap would measure too little: it ends, and with it the bench.
  const leave = (reason: string): void => {
    process.stderr.write(`${reason}\n`);
    process.exit(1);
  };
  socket.on('connect_error', ({ message }) => leave(message));
  socket.on('disconnect', leave);
  if (event === '*') socket.onAny((heard: string) => process.send!(heard));
  else
    socket.on(event, ({ events: [first] }: Batch) => {
      if (!first) return;
      const { ticketId } = first;
      const times = hearing.get(ticketId) ?? [];
      hearing.set(ticketId, times);
      times.push(Date.now());
      if (times.length < Number(count)) return;
      process.send!({ ticketId, times });
      hearing.delete(ticketId);
    });
}
