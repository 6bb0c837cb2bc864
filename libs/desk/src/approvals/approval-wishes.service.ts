import { Injectable } from '@nestjs/common';
import type { ApprovalWish } from '#libs/contracts';
import { EventLog } from '#libs/platform';
import { DesksService } from '../desks/desks.service.js';
import { ApprovalsRepository } from './approvals.repository.js';

/** What each shop wishes a second person to read before it leaves in its name. */
@Injectable()
export class ApprovalWishes {
  constructor(
    private readonly approvals: ApprovalsRepository,
    private readonly desks: DesksService,
    private readonly events: EventLog,
  ) {}

  async get(deskId: string): Promise<{ wish: ApprovalWish }> {
    const desk = await this.desks.get(deskId);
    return { wish: await this.approvals.wishOf({ tenantId: desk.tenantId, deskId: desk.id }) };
  }

  async set(deskId: string, wish: ApprovalWish): Promise<{ wish: ApprovalWish }> {
    const desk = await this.desks.get(deskId);
    await this.approvals.setWish(desk, wish);
    await this.events.record({
      tenantId: desk.tenantId,
      type: 'desk.approval_wish_set',
      subjectId: desk.id,
      payload: { wish },
    });
    return { wish };
  }
}
