import { Injectable } from '@nestjs/common';
import type { JobPayloads } from '#libs/contracts';
import { Job, JobHandler, type JobVerdict, TenantScope } from '#libs/platform';
import { PromiseKeeping } from './promise-keeping.js';

type Payload = JobPayloads['promise.alarm'];

/** Tells that a promise falls due or was missed. It waits in the database: a worker that was away tells late, never not at all. */
@Injectable()
@JobHandler()
export class PromiseAlarmJob extends Job<'promise.alarm', Payload, null> {
  readonly name = 'promise.alarm';

  constructor(private readonly keeping: PromiseKeeping) {
    super();
  }

  scopeOf({ tenantId }: Payload): TenantScope {
    return TenantScope.of(tenantId);
  }

  load(payload: Payload): Promise<Payload> {
    return Promise.resolve(payload);
  }

  perform(): Promise<null> {
    return Promise.resolve(null);
  }

  async record({ promiseId }: Payload): Promise<JobVerdict> {
    await this.keeping.alarm(promiseId);
    return 'done';
  }
}
