import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../api/src/app.module.js';
import { JobRunner, NestLog, type PlatformOptions } from '#libs/platform';

export interface RunningWorker {
  stop(): Promise<void>;
}

/** Starts the process that runs jobs: the same feature modules, no HTTP and no sockets. */
export const startWorker = async (options: Omit<PlatformOptions, 'entities'>): Promise<RunningWorker> => {
  const app = await NestFactory.createApplicationContext(AppModule.with(options), {
    logger: new NestLog(),
    abortOnError: false,
  });
  const runner = app.get(JobRunner);
  await runner.start();
  return {
    stop: async () => {
      await runner.stop();
      await app.close();
    },
  };
};
