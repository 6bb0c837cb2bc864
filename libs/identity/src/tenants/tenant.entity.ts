import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A shop company, or one person's round of practice with invented inquiries. */
@Entity('tenant')
export class TenantEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text') name: string;
  @Column('text') kind: 'shop' | 'training';
}
