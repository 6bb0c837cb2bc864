import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ShopHue } from '#libs/contracts';

/** One of a tenant's shops, with the mark by which agents know it. */
@Entity('site')
export class SiteEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('text') name: string;
  @Column('text', { nullable: true }) url: string | null;
  @Column('text') glyph: string;
  @Column('text') hue: ShopHue;
}
