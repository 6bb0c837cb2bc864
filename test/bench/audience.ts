import { io } from 'socket.io-client';

/**
 * A child process: opens sockets, and tells its parent when each of them has heard the next event. With the event `*` it tells of
 * every event that any of them hears.
 */
const [url, cookie, event, count] = process.argv.slice(2) as [string, string, string, string];

let times: number[] = [];
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
    socket.on(event, () => {
      times.push(Date.now());
      if (times.length < Number(count)) return;
      process.send!(times);
      times = [];
    });
}
