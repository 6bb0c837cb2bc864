import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { NestLog, type PlatformOptions } from '#libs/platform';
import { AppModule } from '../../api/src/app.module.js';
import { startWork } from './work.js';

export interface RunningWorker {
  app: INestApplicationContext;
  stop(): Promise<void>;
}

/** Starts the process that runs jobs and takes mail: the same feature modules, no HTTP and no sockets. */
export const startWorker = async (options: Omit<PlatformOptions, 'entities'>): Promise<RunningWorker> => {
  const app = await NestFactory.createApplicationContext(AppModule.with(options), {
    logger: new NestLog(),
    abortOnError: false,
  });
  const work = await startWork(app);
  return {
    app,
    stop: async () => {
      await work.stop();
      await app.close();
    },
  };
};
