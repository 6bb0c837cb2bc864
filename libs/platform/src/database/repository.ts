import type { EntityManager, ObjectLiteral, EntityTarget, Repository as TypeOrmRepository } from 'typeorm';
import { currentTransaction } from './database.js';

/** Base of every repository: each statement runs in the transaction of its stimulus, under that transaction's tenant scope. */
export abstract class Repository {
  /** Rows of a SELECT, or of a RETURNING clause. */
  protected async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const { runner } = currentTransaction();
    const result = await runner.query(sql, [...parameters], true);
    return (result.records ?? result.raw ?? []) as Row[];
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
