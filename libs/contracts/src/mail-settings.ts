import type { ReplyCharset } from './vocabulary.js';

/** How a desk's mail leaves. `GET` and `PUT /api/v1/desks/{id}/mail-settings`; secrets go in and never come out. */
export interface DeskMailSettingsView {
  deskId: string;
  /** The desk's own relay; null: the operator's. */
  relay: { host: string; port: number; secure: boolean; user: string | null } | null;
  dkim: DkimView | null;
  /** Days after closing within which a follow-up reopens a ticket, by mail or on the status page; 0: never, null: always. */
  reopenDays: number | null;
  /** In which charset replies leave unless their writer says otherwise. */
  replyCharset: ReplyCharset;
}

export interface DkimView {
  domain: string;
  selector: string;
  /** False until somebody says that the record is published; then mail is signed. */
  signing: boolean;
  /** To be published in the domain's DNS as it stands. */
  record: DnsTextRecord;
}

export interface DnsTextRecord {
  name: string;
  type: 'TXT';
  value: string;
}

/** Body of `PUT /api/v1/desks/{id}/mail-settings`: what is left out stays, null takes away. */
export interface DeskMailSettingsRequest {
  /** `smtp://user:password@host:587` or `smtps://…:465`. */
  relayUrl?: string | null;
  dkim?: DkimRequest | null;
  reopenDays?: number | null;
  replyCharset?: ReplyCharset;
}

export interface DkimRequest {
  /** With `privateKey`: a key of one's own (PEM, RSA). */
  selector?: string;
  domain?: string;
  privateKey?: string;
  signing?: boolean;
}

/** Body of `POST /api/v1/desks/{id}/mail-settings/dkim`: makes a new key, which signs only when `signing` is set. */
export interface NewDkimKeyRequest {
  selector?: string;
  domain?: string;
}
