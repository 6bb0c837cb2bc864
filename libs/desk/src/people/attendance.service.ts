import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { AgentState } from '#libs/contracts';
import {
  Clock,
  Database,
  log,
  NotificationListener,
  permissionRoom,
  ProcessLeases,
  Realtime,
  type Socket,
  TenantScope,
  userRoom,
} from '#libs/platform';
import { FloorHints } from '../floor/floor-hints.js';
import { AGENT_STATES_CHANNEL, AgentStatesRepository } from './agent-states.repository.js';
import { AgentStates } from './agent-states.service.js';
import { Leaving } from './leaving.service.js';
import { WorkProfiles } from './work-profiles.service.js';

const EVERY_MS = 15_000;
const LEASE = 'people.attendance';

/**
 * Who is at the desk, seen through the consoles. Each process writes down whose consoles it holds; one of them looks for people
 * of whom no process has seen anything for too long, ends their timeline where they were last seen and returns their tickets.
 */
@Injectable()
export class Attendance implements OnModuleInit, OnModuleDestroy {
  private readonly here = new Map<string, number>();
  private readonly upSince: Date;
  private work: Promise<unknown> = Promise.resolve();
  private timer: NodeJS.Timeout | null = null;
  private isElected = false;

  constructor(
    private readonly realtime: Realtime,
    private readonly floor: FloorHints,
    private readonly notifications: NotificationListener,
    private readonly leases: ProcessLeases,
    private readonly database: Database,
    private readonly states: AgentStates,
    private readonly rows: AgentStatesRepository,
    private readonly profiles: WorkProfiles,
    private readonly leaving: Leaving,
    private readonly clock: Clock,
  ) {
    this.upSince = clock.now();
  }

  onModuleInit(): void {
    this.realtime.onJoin((socket) => this.joined(socket));
    this.realtime.onLeave((socket) => this.left(socket));
    this.notifications.listen(AGENT_STATES_CHANNEL, (payload) => this.show(payload));
    this.timer = setInterval(() => this.enqueue('the round', () => this.round()), EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.work;
  }

  /** Sees off everybody who has been gone for longer than the desk's rule allows. Returns their ids. */
  async seeOffVanished(): Promise<string[]> {
    const gone = await this.database.transaction(TenantScope.nothing, async () => {
      const before = await this.latestReturn();
      // After a standstill of the whole desk people get their time to come back, too.
      return this.upSince > before ? [] : this.rows.unseenSince(before);
    });
    for (const { userId } of gone) await this.seeOff(userId);
    return gone.map(({ userId }) => userId);
  }

  private async seeOff(userId: string): Promise<void> {
    const tenantIds = await this.database.transaction(TenantScope.nothing, () => this.rows.tenantsOf(userId));
    await this.database.transaction(TenantScope.of(...tenantIds), async () => {
      await this.rows.lock(userId);
      const [gone] = await this.rows.unseenSince(await this.latestReturn(), userId);
      if (gone) await this.leaving.leave(userId, 'vanished', gone.lastSeen);
    });
  }

  private async latestReturn(): Promise<Date> {
    const { vanishMinutes } = await this.profiles.rules();
    return new Date(this.clock.now().getTime() - vanishMinutes * 60_000);
  }

  private async round(): Promise<void> {
    // A worker has no door: nobody could come back through it.
    if (!this.realtime.here(permissionRoom('ticket:claim'))) return;
    const userIds = [...this.here.keys()];
    if (userIds.length > 0) await this.note(userIds);
    this.isElected ||= await this.leases.take(LEASE, () => (this.isElected = false));
    if (this.isElected) await this.seeOffVanished();
  }

  private joined(socket: Socket): void {
    if (!socket.rooms.has(permissionRoom('ticket:claim'))) return;
    const { userId } = socket.data;
    this.here.set(userId, (this.here.get(userId) ?? 0) + 1);
    this.enqueue('an arrival', () =>
      this.database.transaction(TenantScope.nothing, async () => {
        await this.rows.seen([userId], this.clock.now());
        await this.states.arrived(userId);
      }),
    );
  }

  private left(socket: Socket): void {
    const { userId } = socket.data;
    const open = this.here.get(userId);
    if (open === undefined) return;
    if (open > 1) this.here.set(userId, open - 1);
    else {
      this.here.delete(userId);
      this.enqueue('a departure', () => this.note([userId]));
    }
  }

  private note(userIds: readonly string[]): Promise<void> {
    return this.database.transaction(TenantScope.nothing, () => this.rows.seen(userIds, this.clock.now()));
  }

  private show(payload: string): void {
    const [userId, state, since] = payload.split(' ');
    if (!userId || !state) return;
    const own = { state: state as AgentState, since: since || null };
    this.realtime.here(userRoom(userId))?.emit('agent.state', own);
    this.floor.soonHere();
  }

  /** One after the other, in the order of what happened. */
  private enqueue(what: string, work: () => Promise<unknown>): void {
    this.work = this.work.then(work).catch((error: unknown) => {
      // The next round writes down who is here, and looks again for who is not.
      log.warn({ err: error, what }, 'the attendance could not be kept');
    });
  }
}
