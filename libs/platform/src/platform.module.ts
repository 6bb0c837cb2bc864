import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import type { DataSourceOptions } from 'typeorm';
import { AccessGuard } from './auth/access.guard.js';
import { StimulusInterceptor } from './auth/stimulus.interceptor.js';
import type { Clock } from './clock/clock.js';
import type { Config } from './config/config.js';
import { ConfigModule } from './config/config.module.js';
import { Announcements } from './database/announcements.js';
import { DatabaseModule } from './database/database.module.js';
import { APP_URL, NotificationListener } from './database/notification-listener.js';
import { ProcessLeases } from './database/process-leases.js';
import { EventLog } from './events/event-log.js';
import { EventTail } from './events/event-tail.js';
import { ErrorFilter } from './http/error.filter.js';
import { HealthController } from './http/health.controller.js';
import { Metrics } from './http/metrics.js';
import { RateLimit } from './http/rate-limit.js';
import { Readiness } from './http/readiness.js';
import { JobRunner } from './jobs/job-runner.js';
import { Jobs } from './jobs/jobs.js';
import { Realtime } from './realtime/realtime.js';

export interface PlatformOptions {
  config: Config;
  /** URL of the run-time role. */
  appUrl: string;
  entities?: NonNullable<DataSourceOptions['entities']>;
  clock?: Clock;
}

const PARTS = [
  NotificationListener,
  Announcements,
  ProcessLeases,
  EventLog,
  EventTail,
  Jobs,
  JobRunner,
  Realtime,
  RateLimit,
  Metrics,
  Readiness,
];

/** Machinery without domain, once per process. */
@Global()
@Module({})
export class PlatformModule {
  static with({ config, appUrl, entities = [], clock }: PlatformOptions): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        DiscoveryModule,
        ConfigModule.with(config, clock),
        DatabaseModule.with({ appUrl, poolSize: config.poolSize, entities }),
      ],
      controllers: [HealthController],
      providers: [
        { provide: APP_URL, useValue: appUrl },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: StimulusInterceptor },
        ErrorFilter,
        ...PARTS,
      ],
      exports: [DiscoveryModule, ErrorFilter, ...PARTS],
    };
  }
}
