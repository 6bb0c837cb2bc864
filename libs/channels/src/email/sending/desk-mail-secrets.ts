import { Injectable } from '@nestjs/common';
import { Secrets } from '#libs/platform';

const RELAY = 'desk relay';
const DKIM = 'desk dkim key';

/** Seals what a desk's mail settings must never show again; each is bound to its desk. */
@Injectable()
export class DeskMailSecrets {
  constructor(private readonly secrets: Secrets) {}

  sealRelayUrl(deskId: string, url: string): Buffer {
    return this.secrets.seal(RELAY, deskId, Buffer.from(url));
  }

  openRelayUrl(deskId: string, sealed: Buffer): string {
    return this.secrets.unseal(RELAY, deskId, sealed).toString();
  }

  sealDkimKey(deskId: string, privateKey: string): Buffer {
    return this.secrets.seal(DKIM, deskId, Buffer.from(privateKey));
  }

  openDkimKey(deskId: string, sealed: Buffer): string {
    return this.secrets.unseal(DKIM, deskId, sealed).toString();
  }
}
