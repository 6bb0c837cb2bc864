import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, EventTail, Realtime, type TailBatch, TenantScope, userRoom } from '#libs/platform';
import { callEventView } from './call-event.view.js';
import { CallsRepository } from './calls.repository.js';

/** Pops a call up at its agent, and at nobody else: number and desk, no name. Whom it rang at before learns that it is taken. */
@Injectable()
export class PhonePush implements OnModuleInit {
  constructor(
    private readonly tail: EventTail,
    private readonly realtime: Realtime,
    private readonly database: Database,
    private readonly calls: CallsRepository,
  ) {}

  onModuleInit(): void {
    this.tail.subscribe((batch) => this.push(batch));
  }

  private async push({ events }: TailBatch): Promise<void> {
    const told = events.filter(({ type, subject_id }) => type.startsWith('call.') && subject_id !== null);
    if (told.length === 0 || this.realtime.socketCount === 0) return;
    const scope = TenantScope.of(...new Set(told.map(({ tenant_id }) => tenant_id)));
    const ids = [...new Set(told.map(({ subject_id }) => subject_id!))];
    const { inHands, takenFrom } = await this.database.transaction(scope, async () => ({
      inHands: await this.calls.listInHands(ids),
      takenFrom: await this.calls.listTakenFrom(ids),
    }));
    for (const call of inHands) this.realtime.here(userRoom(call.agentId!))?.emit('call.event', callEventView(call));
    for (const call of takenFrom) {
      this.realtime.here(userRoom(call.rangAt))?.emit('call.event', { ...callEventView(call), state: 'elsewhere' });
    }
  }
}
