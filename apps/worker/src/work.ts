import type { INestApplicationContext } from '@nestjs/common';
import { closeMailReader, ImapFetcher, MailAudit, SmtpListener } from '#libs/channels';
import { ClockWatch, QualityDraws } from '#libs/desk';
import { JobRunner, Readiness } from '#libs/platform';

export interface Work {
  stop(): Promise<void>;
}

/** A process that will work but does not yet is not ready, though it may answer already. */
export const announceWork = (app: INestApplicationContext): void => {
  for (const part of ['jobs', 'mail']) {
    app.get(Readiness).register(part, () => {
      throw new Error('not started yet');
    });
  }
};

/** Starts what runs without a request: jobs, mail intake, the watch over the tickets' clocks, and the draws of each day's replies. */
export const startWork = async (app: INestApplicationContext): Promise<Work> => {
  const runner = app.get(JobRunner);
  const listener = app.get(SmtpListener);
  const fetcher = app.get(ImapFetcher);
  await runner.start();
  await listener.start();
  await fetcher.start();
  const audit = app.get(MailAudit);
  audit.start();
  const clocks = app.get(ClockWatch);
  clocks.start();
  const draws = app.get(QualityDraws);
  draws.start();
  const readiness = app.get(Readiness);
  readiness.register('jobs', () => {
    if (!runner.running) throw new Error('the job runner has stopped');
  });
  readiness.register('mail', () => {
    if (!listener.listening) throw new Error('the mail listener has stopped');
  });
  return {
    stop: async () => {
      await draws.stop();
      await clocks.stop();
      await audit.stop();
      await fetcher.stop();
      await listener.stop();
      await runner.stop();
      await closeMailReader();
    },
  };
};
