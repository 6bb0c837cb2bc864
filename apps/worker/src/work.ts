import type { INestApplicationContext } from '@nestjs/common';
import { closeMailReader, ImapFetcher, MailAudit, SmtpListener } from '#libs/channels';
import { ClockWatch } from '#libs/desk';
import { JobRunner, Readiness } from '#libs/platform';

export interface Work {
  stop(): Promise<void>;
}

/** Starts what runs without a request: jobs, mail intake, and the watch over the tickets' clocks. */
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
  const readiness = app.get(Readiness);
  readiness.register('jobs', () => {
    if (!runner.running) throw new Error('the job runner has stopped');
  });
  readiness.register('mail', () => {
    if (!listener.listening) throw new Error('the mail listener has stopped');
  });
  return {
    stop: async () => {
      await clocks.stop();
      await audit.stop();
      await fetcher.stop();
      await listener.stop();
      await runner.stop();
      await closeMailReader();
    },
  };
};
