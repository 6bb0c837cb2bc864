import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { Database } from './database.js';

export interface DatabaseOptions {
  /** URL of the run-time role. */
  appUrl: string;
  poolSize: number;
  entities: NonNullable<DataSourceOptions['entities']>;
}

/** Connects as the run-time role. Only `Database` is exported: the DataSource itself is out of reach. */
@Global()
@Module({})
export class DatabaseModule {
  static with(options: DatabaseOptions): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [{ provide: DataSource, useFactory: () => connect(options) }, Database],
      exports: [Database],
    };
  }
}

const connect = ({ appUrl, poolSize, entities }: DatabaseOptions): Promise<DataSource> =>
  new DataSource({
    type: 'postgres',
    url: appUrl,
    entities,
    poolSize,
    connectTimeoutMS: 10_000,
    extra: {
      // A statement need not wait for the answer to the one before it, so that BEGIN costs no round trip.
      pipeline: true,
      // A connection knows its catalogue and has its statements planned: the first change after a quiet moment should not wait for both.
      idleTimeoutMillis: 600_000,
      // A stuck stimulus gives its locks back; no statement of a request may take longer than this. And what a desk works on lies in
      // memory: a row by its index costs hardly more than the next one; at the server's default, lists that an index has in order are
      // read whole and sorted.
      options:
        '-c statement_timeout=30000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=30000 -c timezone=UTC -c random_page_cost=1.1',
    },
  }).initialize();
