import { log } from '../http/log.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Stops cleanly at the first signal, and ends the process when that is done: with 0, or, where something could not be stopped, with 1 and
 * the reason in the log. Further signals change nothing: a second Ctrl-C must not tear a database apart.
 */
export const stopOnSignal = (stop: () => Promise<unknown>): void => {
  let isStopping = false;
  const end = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    let code = 0;
    try {
      await stop();
    } catch (error) {
      log.error({ err: error }, 'the process did not stop cleanly');
      code = 1;
    }
    // Said outright: a connection that somebody left open must not keep a stopped process in the list of those that run.
    process.exit(code);
  };
  for (const signal of SIGNALS) process.on(signal, () => void end());
};
