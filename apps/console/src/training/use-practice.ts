import { useCallback } from 'react';
import { loseSession } from '../app/session.js';
import { wipePractice } from '../shared/drafts.js';
import { useAttempt } from '../shared/use-attempt.js';
import { api } from '../wire/api.js';
import { closeSocket, openSocket } from '../wire/socket.js';

/** Into practice, to a fresh set, and out of it. Each begins a new page: nothing of the one world stays in memory in the other. */
export const usePractice = () => {
  const { isBusy, failure, attempt } = useAttempt();
  const move = useCallback(
    (step: () => Promise<unknown>, place: string) =>
      attempt(
        async () => {
          // The server cuts this person's sockets: that must not pass for a lost session here.
          closeSocket();
          await step();
          wipePractice();
          location.assign(place);
        },
        () => openSocket(loseSession),
      ),
    [attempt],
  );
  return {
    isBusy,
    failure,
    start: () => move(() => api.post('training', undefined, { timeoutMs: 30_000 }), '/console/training'),
    end: () => move(() => api.delete('training'), '/console/training'),
  };
};
