import { Injectable } from '@nestjs/common';
import type { CallListPage, CallSet } from '#libs/contracts';
import { can, Clock, pageOf, readCursor } from '#libs/platform';
import { CallListRepository } from './call-list.repository.js';
import { DeskTargets } from '../staffing/desk-targets.js';
import { spanOf } from './kpis.service.js';

const PAGE = 100;

/** The calls that a figure of the phone counts, one by one. */
@Injectable()
export class CallLists {
  constructor(
    private readonly calls: CallListRepository,
    private readonly targets: DeskTargets,
    private readonly clock: Clock,
  ) {}

  async list(request: { set: CallSet; from?: string; to?: string; cursor?: string }): Promise<CallListPage> {
    const span = spanOf(request, this.clock.now());
    const { answerWithin: within } = await this.targets.current();
    const after = readCursor(request.cursor);
    const page = { after, limit: PAGE + 1, restricted: can('ticket:restricted') };
    const found = await this.calls.list(request.set, span, within, page);
    const { rows, nextCursor } = pageOf(found, PAGE, ({ offeredAt }) => offeredAt);
    return {
      items: rows.map((row) => ({ ...row, offeredAt: row.offeredAt.toISOString() })),
      counts: await this.calls.counts(span, within),
      within,
      nextCursor,
    };
  }
}
