import { Injectable } from '@nestjs/common';
import type { DeskView } from '#libs/contracts';
import { EventLog, afterCommit, newId, notFound, requestLanguage } from '#libs/platform';
import { DeskDirectory } from './desk-directory.js';
import type { DeskEntity } from './desk.entity.js';
import { deskView } from './desk.view.js';
import { DesksRepository, type DeskOfShop } from './desks.repository.js';

export type NewDesk = Omit<DeskEntity, 'id' | 'closesAt'> & { closesAt?: Date | null };

@Injectable()
export class DesksService {
  constructor(
    private readonly desks: DesksRepository,
    private readonly directory: DeskDirectory,
    private readonly events: EventLog,
  ) {}

  /** Opens a desk; its address answers from now on. */
  async open(given: NewDesk): Promise<DeskOfShop> {
    const desk: DeskEntity = { closesAt: null, ...given, id: newId() };
    await this.desks.insert(desk);
    await this.events.record({
      tenantId: desk.tenantId,
      type: 'desk.opened',
      subjectId: desk.id,
      payload: { slug: desk.slug, incidentId: desk.incidentId },
    });
    afterCommit(() => this.directory.forget(desk.slug));
    return this.get(desk.id);
  }

  /** Throws `not_found` for a desk outside the scope. */
  async get(deskId: string): Promise<DeskOfShop> {
    const desk = await this.desks.find(deskId);
    if (!desk) throw notFound();
    return desk;
  }

  findBySlug(slug: string): Promise<DeskOfShop | null> {
    return this.desks.findBySlug(slug);
  }

  /** The desks of this person's shops, in his or her language. */
  async list(): Promise<DeskView[]> {
    const desks = await this.desks.list();
    return desks.map((desk) => deskView(desk, requestLanguage()));
  }
}
