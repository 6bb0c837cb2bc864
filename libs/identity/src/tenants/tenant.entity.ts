import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A shop company. */
@Entity('tenant')
export class TenantEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text') name: string;
}
