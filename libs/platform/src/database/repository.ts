import { createHash } from 'node:crypto';
import type { EntityManager, ObjectLiteral, EntityTarget, Repository as TypeOrmRepository } from 'typeorm';
import { currentTransaction } from './database.js';

/** Base of every repository: each statement runs in the transaction of its stimulus, under that transaction's tenant scope. */
export abstract class Repository {
  /**
   * Rows of a SELECT, or of a RETURNING clause. Statements are prepared once on each connection: planning the larger ones under
   * row-level security costs more than running them.
   */
  protected async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await currentTransaction().client.query(statement(sql, parameters));
    return rows as Row[];
  }

  /** A change whose answer nobody needs: what follows need not wait for it. Should it fail, so does the transaction, with its error. */
  protected write(sql: string, parameters: readonly unknown[] = []): void {
    void this.writeReturning(sql, parameters);
  }

  /** The same, where what happens after the commit needs the rows of its RETURNING clause. */
  protected writeReturning<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const { client, unanswered } = currentTransaction();
    const rows = client.query(statement(sql, parameters)).then((answer) => answer.rows as Row[]);
    // Looked at before the commit; until then a failure is nobody's surprise.
    rows.catch(() => undefined);
    unanswered.push(rows);
    return rows;
  }

  protected async one<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row | null> {
    const [row] = await this.query<Row>(sql, parameters);
    return row ?? null;
  }

  protected get manager(): EntityManager {
    return currentTransaction().manager;
  }

  protected of<Entity extends ObjectLiteral>(entity: EntityTarget<Entity>): TypeOrmRepository<Entity> {
    return currentTransaction().manager.getRepository(entity);
  }
}

const statement = (sql: string, parameters: readonly unknown[]) => ({
  name: statementName(sql),
  text: sql,
  values: [...parameters],
});

const names = new Map<string, string>();

const statementName = (sql: string): string => {
  let name = names.get(sql);
  if (!name) {
    name = createHash('sha256').update(sql).digest('base64url').slice(0, 32);
    names.set(sql, name);
  }
  return name;
};
