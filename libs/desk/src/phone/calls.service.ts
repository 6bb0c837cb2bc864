import { Injectable } from '@nestjs/common';
import type { CallRequest, TicketView, WrapUpRequest } from '#libs/contracts';
import { Clock, currentActor, DomainError, notFound, requireById } from '#libs/platform';
import { maskSecrets } from '../masking/secret-mask.js';
import { AgentStates } from '../people/agent-states.service.js';
import { TicketViews } from '../tickets/ticket-views.service.js';
import { CallHandOvers } from './call-hand-overs.service.js';
import { CallTickets } from './call-tickets.service.js';
import { measured } from './call-times.js';
import { type CallRow, CallsRepository } from './calls.repository.js';

/** Phone conversations as agents write them down, whether or not a telephony system told of them. */
@Injectable()
export class CallsService {
  constructor(
    private readonly calls: CallsRepository,
    private readonly tickets: CallTickets,
    private readonly views: TicketViews,
    private readonly handOvers: CallHandOvers,
    private readonly states: AgentStates,
    private readonly clock: Clock,
  ) {}

  /** The same key is the same conversation, however often it is sent. */
  async log(request: CallRequest): Promise<TicketView> {
    if (request.outcome === 'callback_promised' && !request.promise) throw new DomainError('call.promise_missing');
    const key = `${currentActor().userId}:${request.idempotencyKey}`;
    const desk = await this.tickets.desk(request);
    const recorded = request.callId ? await this.requireRecord(request.callId, desk.id) : null;
    const known = await this.calls.ticketOfKey(key);
    if (known) return this.again(known, request);
    if (recorded?.ticketId) throw new DomainError('call.already_logged');
    const written = await this.tickets.write(desk, request, key);
    if (!written.isNew) return this.again(written.call.ticketId, request);
    const call = recorded ?? (await this.tickets.record(desk, request));
    await this.calls.saveWritten(call, written.call);
    await this.finish(call, request);
    // Read before it is handed over: then it may be for other eyes.
    const view = await this.views.get(written.call.ticketId);
    await this.handOvers.of(view.id, request, view.call);
    return view;
  }

  /**
   * The same call was sent before. Where its ticket is for other eyes by now, this says only that it is there. Other words under its key
   * are another call, as of a form that was open twice: they must not pass for saved.
   */
  private async again(ticketId: string, { text }: CallRequest): Promise<TicketView> {
    const view = await this.views.get(ticketId).catch((cause: unknown) => {
      if (!(cause instanceof DomainError) || cause.code !== 'not_found') throw cause;
      throw new DomainError('call.already_logged', {}, { cause });
    });
    const written = maskSecrets(text).text;
    if (!view.messages.some(({ bodyText }) => bodyText === written)) throw new DomainError('call.key_reused');
    return view;
  }

  /** The work after the call is done. */
  async wrapUp(id: string, { secondsAgo = 0 }: WrapUpRequest): Promise<void> {
    const call = await requireById(id, (key) => this.calls.lock(key));
    if (call.agentId !== currentActor().userId) throw notFound();
    if (call.wrapEndedAt) return;
    const at = new Date(this.clock.now().getTime() - secondsAgo * 1000);
    await this.calls.saveWrapEnd(call, call.endedAt && at < call.endedAt ? call.endedAt : at);
  }

  /** On the phone, at work after it, or free again. */
  async act(activity: 'on_call' | 'after_call' | 'available' | 'recovering'): Promise<void> {
    await this.states.set(currentActor().userId, activity);
  }

  private async finish(call: CallRow, { times }: CallRequest): Promise<void> {
    const { wrapEndedAt } = measured(times, this.clock.now());
    if (wrapEndedAt) await this.calls.saveWrapEnd(call, wrapEndedAt);
    const { userId } = currentActor();
    const { state } = await this.states.of(userId);
    if (state === 'on_call' && !wrapEndedAt) await this.states.set(userId, 'after_call');
  }

  private async requireRecord(id: string, deskId: string): Promise<CallRow> {
    const call = await this.calls.lock(id);
    if (!call || call.deskId !== deskId) throw notFound();
    if (call.agentId !== null && call.agentId !== currentActor().userId) throw notFound();
    return call;
  }
}
