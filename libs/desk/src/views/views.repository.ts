import { Injectable } from '@nestjs/common';
import type { QueueView, ViewFilters } from '#libs/contracts';
import { Repository } from '#libs/platform';

export interface SavedViewRow {
  id: string;
  ownerId: string;
  name: string;
  view: QueueView;
  deskId: string | null;
  filters: Omit<ViewFilters, 'shop'>;
  shared: boolean;
}

const COLUMNS = `v.id, v.owner_id AS "ownerId", v.name, v.view, v.desk_id AS "deskId", v.filters, v.shared`;
/** A view of a shop that one does not serve is not there: desks are seen in the transaction's scope alone. */
const IN_SCOPE = '(v.desk_id IS NULL OR EXISTS (SELECT FROM desk d WHERE d.id = v.desk_id))';

/** What the team shares is shared within it: memberships too are seen in the scope alone. */
const SHARED = 'v.shared AND EXISTS (SELECT FROM membership m WHERE m.user_id = v.owner_id)';

/** The only file that queries saved views. */
@Injectable()
export class ViewsRepository extends Repository {
  /** One's own, and what those share with the team who serve a shop of this scope. */
  seenBy(userId: string): Promise<SavedViewRow[]> {
    return this.query<SavedViewRow>(
      `SELECT ${COLUMNS} FROM saved_view v WHERE (v.owner_id = $1 OR ${SHARED}) AND ${IN_SCOPE} ORDER BY v.id`,
      [userId],
    );
  }

  /** Null also for what this person does not see. */
  lock(id: string, userId: string): Promise<SavedViewRow | null> {
    return this.one<SavedViewRow>(
      `SELECT ${COLUMNS} FROM saved_view v WHERE v.id = $1 AND (v.owner_id = $2 OR ${SHARED}) AND ${IN_SCOPE} FOR UPDATE`,
      [id, userId],
    );
  }

  async count(ownerId: string): Promise<number> {
    const row = await this.one<{ count: number }>('SELECT count(*)::int AS count FROM saved_view WHERE owner_id = $1', [
      ownerId,
    ]);
    return row?.count ?? 0;
  }

  /** Puts it in the place of the owner's view of that name, if there is one; says under which id it stands. */
  async put(view: Omit<SavedViewRow, 'shared'>): Promise<string> {
    const row = await this.one<{ id: string }>(
      `INSERT INTO saved_view (id, owner_id, name, view, desk_id, filters) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (owner_id, name) DO UPDATE SET view = excluded.view, desk_id = excluded.desk_id, filters = excluded.filters
       RETURNING id`,
      [view.id, view.ownerId, view.name, view.view, view.deskId, JSON.stringify(view.filters)],
    );
    return row!.id;
  }

  /** False when its owner has another view of that name. */
  async rename({ id, ownerId }: SavedViewRow, name: string): Promise<boolean> {
    const row = await this.one(
      `UPDATE saved_view SET name = $3 WHERE id = $1
          AND NOT EXISTS (SELECT FROM saved_view other WHERE other.owner_id = $2 AND other.name = $3 AND other.id <> $1)
       RETURNING id`,
      [id, ownerId, name],
    );
    return row !== null;
  }

  async setShared(id: string, shared: boolean): Promise<void> {
    await this.query('UPDATE saved_view SET shared = $2 WHERE id = $1', [id, shared]);
  }

  async remove(id: string): Promise<void> {
    await this.query('DELETE FROM saved_view WHERE id = $1', [id]);
  }
}
