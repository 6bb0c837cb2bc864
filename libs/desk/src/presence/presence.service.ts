import { Injectable, type OnModuleInit } from '@nestjs/common';
import { IsBoolean, IsOptional, IsUUID } from 'class-validator';
import type { FloorPerson, TicketPresence } from '#libs/contracts';
import { type Actor, permissionRoom, Realtime, type Socket, type SocketState, tenantRoom } from '#libs/platform';
import { roomOf } from '../tickets/ticket.rooms.js';
import { seesRestricted } from '../tickets/ticket.visibility.js';
import { FloorHints } from '../floor/floor-hints.js';
import { TicketViews } from '../tickets/ticket-views.service.js';

class LookDto {
  @IsOptional()
  @IsUUID()
  ticketId: string | null;

  @IsBoolean()
  writing: boolean;
}
class NothingDto {}

type Looked = Pick<NonNullable<SocketState['presence']>, 'ticketId' | 'tenantId' | 'room'>;

/** Who looks at which ticket and who writes. Only momentary: it lives in the sockets' state and is shared through the adapter. */
@Injectable()
export class PresenceService implements OnModuleInit {
  private asked: Promise<SocketState[]> | null = null;

  constructor(
    private readonly realtime: Realtime,
    private readonly floor: FloorHints,
    private readonly views: TicketViews,
  ) {}

  onModuleInit(): void {
    // Only the operator's staff: a shop's people have no `staff:read`, and see the desk, not who sits at it.
    this.realtime.on('presence.look', 'staff:read', LookDto, (body, _actor, socket) => this.look(body, socket));
    this.realtime.on('presence.list', 'staff:read', NothingDto, (_body, actor) => this.list(actor));
    this.realtime.onPeersChange(() => {
      // Who asks now is not answered by what was asked before.
      this.asked = null;
      this.realtime.here(permissionRoom('staff:read'))?.emit('presence.reload');
      this.floor.soonEverywhere();
    });
    this.realtime.onJoin(() => this.floor.soonEverywhere());
    this.realtime.onLeave((socket) => {
      this.floor.soonEverywhere();
      if (socket.data.presence) void this.announce(socket.data.presence);
    });
  }

  /** The people behind open consoles now, with what they look at; several sockets of one person are one. */
  async peopleHere(): Promise<Pick<FloorPerson, 'userId' | 'since' | 'lookingAt'>[]> {
    const people = new Map<string, Pick<FloorPerson, 'userId' | 'since' | 'lookingAt'>>();
    for (const state of await this.everyone()) {
      const known = people.get(state.userId);
      const lookingAt = state.presence
        ? { ticketId: state.presence.ticketId, number: '', writing: state.presence.writing }
        : null;
      const since = known?.since && known.since < state.connectedAt ? known.since : state.connectedAt;
      people.set(state.userId, { userId: state.userId, since, lookingAt: lookingAt ?? known?.lookingAt ?? null });
    }
    return [...people.values()];
  }

  private async look(body: LookDto, socket: Socket): Promise<TicketPresence | null> {
    const before = socket.data.presence;
    // `not_found` for a ticket outside the scope: nobody learns that it exists by looking at it.
    const ticket = body.ticketId ? await this.views.ticket(body.ticketId) : null;
    socket.data.presence = ticket
      ? { ticketId: ticket.id, tenantId: ticket.tenantId, room: roomOf(ticket), writing: body.writing }
      : undefined;
    if (before && before.ticketId !== ticket?.id) await this.announce(before);
    this.floor.soonEverywhere();
    return socket.data.presence ? this.announce(socket.data.presence) : null;
  }

  private async list(actor: Actor): Promise<TicketPresence[]> {
    const found = new Map<string, TicketPresence>();
    for (const state of await this.everyone()) {
      if (!state.presence || !actor.tenantIds.includes(state.presence.tenantId)) continue;
      if (state.presence.room !== tenantRoom(state.presence.tenantId) && !seesRestricted(actor)) continue;
      const { ticketId, tenantId, writing } = state.presence;
      const presence = found.get(ticketId) ?? { ticketId, tenantId, people: [] };
      presence.people.push({ userId: state.userId, shortName: state.shortName, writing });
      found.set(ticketId, presence);
    }
    return [...found.values()];
  }

  /** To those who may know of the ticket. */
  private async announce({ ticketId, tenantId, room }: Looked): Promise<TicketPresence> {
    const people = (await this.realtime.statesIn(tenantRoom(tenantId)))
      .filter((state) => state.presence?.ticketId === ticketId)
      .map((state) => ({ userId: state.userId, shortName: state.shortName, writing: state.presence!.writing }));
    const presence = { ticketId, tenantId, people };
    this.realtime.everywhere(room)?.emit('presence.changed', presence);
    return presence;
  }

  /** All consoles that ask at once, as after a reload, are answered by one question to the other processes. */
  private everyone(): Promise<SocketState[]> {
    if (this.asked) return this.asked;
    const asked = this.realtime.statesIn(permissionRoom('staff:read')).finally(() => {
      if (this.asked === asked) this.asked = null;
    });
    this.asked = asked;
    return asked;
  }
}
