import { type DynamicModule, Module } from '@nestjs/common';
import { ChannelsModule } from '#libs/channels';
import { DeskEntity, DeskModule, TicketEntity } from '#libs/desk';
import { IdentityModule, SiteEntity, TenantEntity, UserEntity } from '#libs/identity';
import { IncidentsModule } from '#libs/incidents';
import { PlatformModule, type PlatformOptions } from '#libs/platform';
import { ReportingModule } from '#libs/reporting';

const ENTITIES = [TenantEntity, SiteEntity, UserEntity, DeskEntity, TicketEntity];

/** The feature modules that every process has; what differs is which doors a process opens. */
@Module({})
export class AppModule {
  static with(options: Omit<PlatformOptions, 'entities'>): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with({ ...options, entities: ENTITIES }),
        IdentityModule,
        IncidentsModule,
        DeskModule,
        ChannelsModule,
        ReportingModule,
      ],
    };
  }
}
