import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#libs/platform';
import { DeskMailSettingsRepository } from './desk-mail-settings.repository.js';
import { DeskMailSecrets } from './desk-mail-secrets.js';

export interface DkimKey {
  domainName: string;
  keySelector: string;
  privateKey: string;
}

/** Which way a desk's mail leaves. */
export interface MailRoute {
  /** Names the relay in pacing: what a carrier counts is where mail comes from. */
  key: string;
  url: string;
  dkim: DkimKey | null;
  /** A relay that a desk's administrator named: its address is looked at before each connection. */
  isDesks: boolean;
}

/**
 * A desk's own relay, else the operator's; null where there is neither: then mail stays in the outbox. So does all mail of practice: only
 * a shop's desk has a way out.
 */
@Injectable()
export class MailRoutes {
  constructor(
    private readonly settings: DeskMailSettingsRepository,
    private readonly secrets: DeskMailSecrets,
    @Inject(CONFIG) private readonly config: Pick<Config, 'smtpRelayUrl'>,
  ) {}

  async of(deskId: string): Promise<MailRoute | null> {
    if (!(await this.settings.isOfShop(deskId))) return null;
    const setting = await this.settings.find(deskId);
    const ownUrl = setting?.relayUrl ? this.secrets.openRelayUrl(setting.deskId, setting.relayUrl) : null;
    const url = ownUrl ?? this.config.smtpRelayUrl;
    if (url === null) return null;
    const { dkim } = setting ?? {};
    return {
      key: ownUrl === null ? 'operator' : `desk ${deskId}`,
      url,
      isDesks: ownUrl !== null,
      dkim:
        dkim?.signing && setting
          ? {
              domainName: dkim.domain,
              keySelector: dkim.selector,
              privateKey: this.secrets.openDkimKey(setting.deskId, dkim.key),
            }
          : null,
    };
  }
}
