import { Injectable } from '@nestjs/common';
import type { JobPayloads } from '#libs/contracts';
import { DatabaseJob, JobHandler, TenantScope } from '#libs/platform';
import { MailboxTestRecords } from './mailbox-test-records.js';

type Payload = JobPayloads['mailbox.test_end'];

/** Ends a test whose mail never came, also when nobody looks on any more. */
@Injectable()
@JobHandler()
export class MailboxTestEndJob extends DatabaseJob<'mailbox.test_end'> {
  readonly name = 'mailbox.test_end';

  constructor(private readonly records: MailboxTestRecords) {
    super();
  }

  scopeOf(payload: Payload): TenantScope {
    return TenantScope.of(payload.tenantId);
  }

  async run({ mailboxId, mark }: Payload): Promise<void> {
    await this.records.timeOver(mailboxId, mark);
  }
}
