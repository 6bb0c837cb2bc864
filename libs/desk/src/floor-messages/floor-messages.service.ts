import { Injectable } from '@nestjs/common';
import {
  type FloorMessageRequest,
  type FloorMessageView,
  MOST_FLOOR_MESSAGES,
  type UnreadMessage,
} from '#libs/contracts';
import { Clock, currentActor, DomainError, EventLog, newId, requireById } from '#libs/platform';
import { FloorHints } from '../floor/floor-hints.js';
import { maskSecrets } from '../masking/secret-mask.js';
import { namesSomebody } from './floor-message.policy.js';
import { FloorMessagesRepository } from './floor-messages.repository.js';

/** A supervisor's word to everybody who serves the same shops; each of them says that it was read. */
@Injectable()
export class FloorMessages {
  constructor(
    private readonly messages: FloorMessagesRepository,
    private readonly hints: FloorHints,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** In force, the newest first, with who has read it. */
  async list(): Promise<FloorMessageView[]> {
    const messages = await this.messages.inForce(this.clock.now());
    const readers = await this.messages.readers(messages.map(({ id }) => id));
    return messages.map((message) => {
      const own = readers.filter(({ id }) => id === message.id);
      return {
        ...message,
        read: own.flatMap(({ name, at }) => (at === null ? [] : [{ name, at }])),
        unread: own.filter(({ at }) => at === null).map(({ name }) => name),
      };
    });
  }

  unread(): Promise<UnreadMessage[]> {
    return this.messages.unreadBy(currentActor().userId, this.clock.now());
  }

  /** Throws `floor.message_names_somebody` and, while too many stand, `floor.messages_full`. */
  async send({ text, minutes }: FloorMessageRequest): Promise<FloorMessageView[]> {
    const words = text.trim();
    if (words === '') throw new DomainError('request.invalid', { fields: ['text'] });
    if (namesSomebody(words) || maskSecrets(words).found.length > 0) {
      throw new DomainError('floor.message_names_somebody');
    }
    await this.messages.lock();
    const sentAt = this.clock.now();
    if ((await this.messages.inForce(sentAt)).length >= MOST_FLOOR_MESSAGES) {
      throw new DomainError('floor.messages_full', { count: MOST_FLOOR_MESSAGES });
    }
    const { userId, tenantIds } = currentActor();
    const message = { id: newId(), text: words, authorId: userId, sentAt, until: after(sentAt, minutes) };
    await this.messages.insert(tenantIds, message);
    await this.record('floor.message_sent', message.id);
    return this.list();
  }

  async read(id: string): Promise<UnreadMessage[]> {
    const message = await this.require(id);
    // Floors count who has read it; a second press changes nothing.
    if (await this.messages.read(message.id, currentActor().userId, this.clock.now())) this.hints.soonEverywhere();
    return this.unread();
  }

  async end(id: string): Promise<FloorMessageView[]> {
    const message = await this.require(id);
    if (await this.messages.end(message.id, this.clock.now())) await this.record('floor.message_ended', message.id);
    return this.list();
  }

  /** Another shop's message is as unknown as one that never was. */
  private require(id: string): Promise<{ id: string }> {
    return requireById(id, (key) => this.messages.find(key));
  }

  /** In the log of each shop whose people it reaches. */
  private async record(type: string, id: string): Promise<void> {
    for (const tenantId of currentActor().tenantIds) await this.events.record({ tenantId, type, subjectId: id });
  }
}

const after = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000);
