import { Injectable } from '@nestjs/common';
import { Repository } from '#libs/platform';

@Injectable()
export class NumberLeasesRepository extends Repository {
  async insert(userId: string, numbers: readonly string[], at: Date): Promise<void> {
    await this.query('INSERT INTO leased_number (number, user_id, leased_at) SELECT unnest($2::text[]), $1, $3', [
      userId,
      numbers,
      at,
    ]);
  }

  /** False where this person was never given the number, or has used it. */
  async use(userId: string, number: string, at: Date): Promise<boolean> {
    const row = await this.one(
      'UPDATE leased_number SET used_at = $3 WHERE number = $2 AND user_id = $1 AND used_at IS NULL RETURNING number',
      [userId, number, at],
    );
    return row !== null;
  }

  async forgetUnused(userId: string, before: Date): Promise<void> {
    await this.query('DELETE FROM leased_number WHERE user_id = $1 AND used_at IS NULL AND leased_at < $2', [
      userId,
      before,
    ]);
  }
}
