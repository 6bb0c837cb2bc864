import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Language, Role, TrainingLevel } from '#libs/contracts';

/** A person who signs in: the operator's staff, or a shop's own people. */
@Entity('app_user')
export class UserEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text') email: string;
  /** Lower case, NFKC: one person, one account. */
  @Column('text', { name: 'email_key' }) emailKey: string;
  @Column('text') name: string;
  @Column('text', { name: 'short_name' }) shortName: string;
  /** Null until an invited person has chosen one. */
  @Column('text', { name: 'password_hash', nullable: true }) passwordHash: string | null;
  @Column('text') language: Language;
  @Column('text', { array: true }) roles: Role[];
  @Column('text') state: 'invited' | 'active' | 'stopped';
  @Column('timestamptz', { name: 'valid_from', nullable: true }) validFrom: Date | null;
  /** The first moment that is no longer in the account's time. */
  @Column('timestamptz', { name: 'valid_to', nullable: true }) validTo: Date | null;
  @Column('text', { name: 'training_level' }) trainingLevel: TrainingLevel;
}

/** Whether this person may come in at this moment. */
export const mayComeIn = (
  { state, validFrom, validTo }: Pick<UserEntity, 'state' | 'validFrom' | 'validTo'>,
  now: Date,
) => state === 'active' && (validFrom === null || validFrom <= now) && (validTo === null || validTo > now);

export const emailKeyOf = (email: string): string => email.normalize('NFKC').trim().toLowerCase();
