import { Injectable } from '@nestjs/common';
import type { DeskMailSettingsRequest, DeskMailSettingsView, DkimRequest, NewDkimKeyRequest } from '#libs/contracts';
import { type DeskOfShop, DesksService } from '#libs/desk';
import { base32, Clock, DomainError, EventLog, newId } from '#libs/platform';
import { DeskMailSecrets } from './desk-mail-secrets.js';
import { type DeskMailSetting, DeskMailSettingsRepository, type StoredDkim } from './desk-mail-settings.repository.js';
import { type DkimKeyPair, dkimKeyPairOf, dkimRecord, newDkimKeyPair } from './dkim-keys.js';
import { relayFaultOf, relayOf } from './relay-url.js';

/** How a desk deals with mail: its own relay and DKIM key, and its rule for follow-ups. What is secret goes in and never comes out. */
@Injectable()
export class DeskMailSettings {
  constructor(
    private readonly settings: DeskMailSettingsRepository,
    private readonly secrets: DeskMailSecrets,
    private readonly desks: DesksService,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  async get(deskId: string): Promise<DeskMailSettingsView> {
    const desk = await this.desks.get(deskId);
    return this.view(desk, await this.setting(desk));
  }

  async change(deskId: string, request: DeskMailSettingsRequest): Promise<DeskMailSettingsView> {
    let desk = await this.desks.get(deskId);
    if (request.reopenDays !== undefined) desk = await this.desks.setReopenDays(desk, request.reopenDays);
    if (request.replyCharset !== undefined) desk = await this.desks.setReplyCharset(desk, request.replyCharset);
    const setting = await this.setting(desk);
    if (request.relayUrl === undefined && request.dkim === undefined) return this.view(desk, setting);
    if (request.relayUrl !== undefined) setting.relayUrl = this.sealedRelay(desk, request.relayUrl);
    if (request.dkim !== undefined) setting.dkim = request.dkim && this.dkim(desk, setting.dkim, request.dkim);
    return this.save(desk, setting);
  }

  /** A new key under a selector of its own. It signs nothing before its record is said to be published. */
  async newKey(deskId: string, request: NewDkimKeyRequest): Promise<DeskMailSettingsView> {
    const desk = await this.desks.get(deskId);
    const setting = await this.setting(desk);
    const selector = request.selector ?? `madoguchi-${base32(Buffer.from(newId().slice(-8), 'hex')).slice(0, 8)}`;
    setting.dkim = this.stored(desk, { selector, domain: request.domain }, await newDkimKeyPair(), false);
    return this.save(desk, setting);
  }

  private async setting({ id, tenantId }: DeskOfShop): Promise<DeskMailSetting> {
    return (await this.settings.find(id)) ?? { tenantId, deskId: id, relayUrl: null, dkim: null };
  }

  private sealedRelay(desk: DeskOfShop, url: string | null): Buffer | null {
    if (url === null) return null;
    const reason = relayFaultOf(url);
    if (reason) throw new DomainError(reason);
    return this.secrets.sealRelayUrl(desk.id, url);
  }

  private dkim(desk: DeskOfShop, known: StoredDkim | null, request: DkimRequest): StoredDkim {
    if (request.privateKey !== undefined) {
      const pair = dkimKeyPairOf(request.privateKey);
      if (!pair) throw new DomainError('desk.dkim_key_refused');
      return this.stored(desk, request, pair, request.signing ?? true);
    }
    if (!known) throw new DomainError('desk.dkim_key_needed');
    return { ...known, signing: request.signing ?? known.signing };
  }

  private stored(
    desk: DeskOfShop,
    given: { selector?: string; domain?: string },
    pair: DkimKeyPair,
    signing: boolean,
  ): StoredDkim {
    const own = desk.replyFrom.slice(desk.replyFrom.lastIndexOf('@') + 1).toLowerCase();
    const domain = (given.domain ?? own).toLowerCase();
    // Another domain's signature would say nothing about this desk's sender, and might be another shop's.
    if (own !== domain && !own.endsWith(`.${domain}`)) throw new DomainError('desk.dkim_domain_refused');
    if (!domain.includes('.')) throw new DomainError('desk.dkim_domain_refused');
    if (!given.selector) throw new DomainError('desk.dkim_selector_needed');
    return {
      domain,
      selector: given.selector,
      key: this.secrets.sealDkimKey(desk.id, pair.privateKey),
      publicKey: pair.publicKey,
      signing,
    };
  }

  private async save(desk: DeskOfShop, setting: DeskMailSetting): Promise<DeskMailSettingsView> {
    await this.settings.save(setting, this.clock.now());
    await this.events.record({
      tenantId: setting.tenantId,
      type: 'desk.mail_settings_changed',
      subjectId: setting.deskId,
      payload: { ownRelay: setting.relayUrl !== null, signing: setting.dkim?.signing ?? false },
    });
    return this.view(desk, setting);
  }

  private view(desk: DeskOfShop, { deskId, relayUrl, dkim }: DeskMailSetting): DeskMailSettingsView {
    const relay = relayUrl && relayOf(this.secrets.openRelayUrl(deskId, relayUrl));
    return {
      deskId,
      relay: relay && { host: relay.host, port: relay.port, secure: relay.secure, user: relay.auth?.user ?? null },
      dkim: dkim && {
        domain: dkim.domain,
        selector: dkim.selector,
        signing: dkim.signing,
        record: { name: `${dkim.selector}._domainkey.${dkim.domain}`, type: 'TXT', value: dkimRecord(dkim.publicKey) },
      },
      reopenDays: desk.reopenDays,
      replyCharset: desk.replyCharset,
    };
  }
}
