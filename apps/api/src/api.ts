import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  type Config,
  createHttpApplication,
  EventTail,
  NotificationListener,
  type PlatformOptions,
  Readiness,
  Realtime,
  urlOf,
} from '#libs/platform';
import { describeApi } from './api-description.js';
import { AppModule } from './app.module.js';
import { serveConsole } from './console-files.js';

export interface RunningApi {
  app: NestFastifyApplication;
  /** Where it listens, for example `http://127.0.0.1:3000`. */
  url: string;
  stop(): Promise<void>;
}

/** Starts the HTTP and websocket process. `prepare` runs when everything is wired and nothing listens yet. */
export const startApi = async (
  options: Omit<PlatformOptions, 'entities'>,
  prepare: (app: NestFastifyApplication) => Promise<void> = async () => {},
): Promise<RunningApi> => {
  const { config } = options;
  const app = await createHttpApplication(AppModule.with(options), config);
  await serveConsole(app.getHttpAdapter().getInstance());
  describeApi(app);
  await app.init();
  await prepare(app);
  const realtime = app.get(Realtime);
  const tail = app.get(EventTail);
  await realtime.attach(app.getHttpServer());
  await tail.start();
  await app.get(NotificationListener).ready();
  app.get(Readiness).register('events', () => app.get(NotificationListener).ready());
  await app.listen(config.port, config.host);
  const url = addressOf(app, config);
  // With PORT=0 the port is known only now; links in mail must lead to it.
  if (new URL(config.publicUrl).port === '0') config.publicUrl = url;
  return {
    app,
    url,
    stop: async () => {
      await tail.stop();
      await realtime.close();
      await app.close();
    },
  };
};

const addressOf = (app: NestFastifyApplication, config: Config): string => {
  const address = app.getHttpServer().address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  return urlOf(config.host, port);
};
