import { Injectable } from '@nestjs/common';
import { MAX_SAVED_VIEWS, type NewSavedView, type SavedView } from '#libs/contracts';
import { type Actor, currentActor, DomainError, newId, requireById } from '#libs/platform';
import { DesksService } from '../desks/desks.service.js';
import { type SavedViewRow, ViewsRepository } from './views.repository.js';

/** Views of the queue under a name. Everybody keeps a bounded number of one's own; who may share decides what the team sees. */
@Injectable()
export class ViewsService {
  constructor(
    private readonly views: ViewsRepository,
    private readonly desks: DesksService,
  ) {}

  async list(): Promise<SavedView[]> {
    const actor = currentActor();
    return (await this.views.seenBy(actor.userId)).map((row) => savedView(row, actor));
  }

  /** The same name again replaces one's own view of that name. */
  async save({ name, view, search: { shop, ...filters } }: NewSavedView): Promise<SavedView> {
    const { userId } = currentActor();
    if (shop) await this.desks.get(shop);
    const id = await this.views.put({ id: newId(), ownerId: userId, name, view, deskId: shop ?? null, filters });
    if ((await this.views.count(userId)) > MAX_SAVED_VIEWS) {
      throw new DomainError('view.too_many', { count: MAX_SAVED_VIEWS });
    }
    return savedView((await this.views.lock(id, userId))!, { userId });
  }

  async rename(id: string, name: string): Promise<SavedView> {
    const view = await this.changeable(id);
    if (!(await this.views.rename(view, name))) throw new DomainError('view.name_taken');
    return savedView({ ...view, name }, currentActor());
  }

  /** Shows it to the whole team, or to its owner alone again. */
  async share(id: string, shared: boolean): Promise<SavedView> {
    const view = await this.changeable(id);
    await this.views.setShared(id, shared);
    return savedView({ ...view, shared }, currentActor());
  }

  async remove(id: string): Promise<void> {
    await this.views.remove((await this.changeable(id)).id);
  }

  /** One's own; what the team sees also for those who may share. */
  private async changeable(id: string): Promise<SavedViewRow> {
    const { userId, permissions } = currentActor();
    const view = await requireById(id, (key) => this.views.lock(key, userId));
    const isShared = view.shared && !permissions.includes('view:share');
    if (isShared || (!view.shared && view.ownerId !== userId)) throw new DomainError('permission.denied');
    return view;
  }
}

const savedView = (row: SavedViewRow, { userId }: Pick<Actor, 'userId'>): SavedView => ({
  id: row.id,
  name: row.name,
  view: row.view,
  search: { ...row.filters, ...(row.deskId && { shop: row.deskId }) },
  shared: row.shared,
  mine: row.ownerId === userId,
});
