import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Language, Role } from '#libs/contracts';

/** A person who signs in: the operator's staff, or a shop's own people. */
@Entity('app_user')
export class UserEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text') email: string;
  /** Lower case, NFKC: one person, one account. */
  @Column('text', { name: 'email_key' }) emailKey: string;
  @Column('text') name: string;
  @Column('text', { name: 'short_name' }) shortName: string;
  @Column('text', { name: 'password_hash' }) passwordHash: string;
  @Column('text') language: Language;
  @Column('text', { array: true }) roles: Role[];
  @Column('text') state: 'active' | 'stopped';
}

export const emailKeyOf = (email: string): string => email.normalize('NFKC').trim().toLowerCase();
