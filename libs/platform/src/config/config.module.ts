import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { Secrets } from '../secrets/secrets.js';
import { CONFIG, type Config } from './config.js';

/** Settings, clock and keys for everybody. */
@Global()
@Module({})
export class ConfigModule {
  static with(config: Config, clock: Clock = new Clock()): DynamicModule {
    return {
      module: ConfigModule,
      providers: [{ provide: CONFIG, useValue: config }, { provide: Clock, useValue: clock }, Secrets],
      exports: [CONFIG, Clock, Secrets],
    };
  }
}
