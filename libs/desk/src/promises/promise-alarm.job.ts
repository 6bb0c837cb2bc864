import { Injectable } from '@nestjs/common';
import type { JobPayloads } from '#libs/contracts';
import { DatabaseJob, JobHandler, TenantScope } from '#libs/platform';
import { PromiseKeeping } from './promise-keeping.js';

type Payload = JobPayloads['promise.alarm'];

/** Tells that a promise falls due or was missed. It waits in the database: a worker that was away tells late, never not at all. */
@Injectable()
@JobHandler()
export class PromiseAlarmJob extends DatabaseJob<'promise.alarm'> {
  readonly name = 'promise.alarm';

  constructor(private readonly keeping: PromiseKeeping) {
    super();
  }

  scopeOf({ tenantId }: Payload): TenantScope {
    return TenantScope.of(tenantId);
  }

  async run({ promiseId }: Payload): Promise<void> {
    await this.keeping.alarm(promiseId);
  }
}
