/** `GET /api/v1/tickets/{id}/messages/{messageId}/mail`: how an inbound mail reads behind its text. */
export interface MailDetailView {
  messageId: string;
  fromAddress: string | null;
  /** Another address, which it gives as its sender's name to pose as that; null where it does not. */
  posedAddress: string | null;
  /** Where it asks to be answered, where that is not `fromAddress`. Answers go to the ticket's requester, never there. */
  otherReplyTo: string[];
  /** True only when the sender is the ticket's requester, and not forged. */
  senderKnown: boolean;
  /** Another mail with other words was filed under its Message-ID before. */
  messageIdReused: boolean;
  /** It was added to an inquiry that existed: `POST …/mail/move-out` gives it one of its own. */
  isFollowUp: boolean;
  proof: SenderProofView;
  charset: string;
  charsetRepaired: boolean;
  /** Characters of the message's text that are new; what follows is quoted and folded. */
  freshLength: number;
  /** Sanitised; to be shown in a sandboxed frame only. */
  html: string | null;
  headers: { name: string; value: string }[];
  unreadable: string | null;
  attachments: AttachmentView[];
}

/**
 * What was found out about a mail's sender when it came, as RFC 8601 names it; `none` where nothing could be checked. `vouchedBy`: the mail
 * server whose findings they are; what it left open, and everything where it is null, the desk found out itself.
 */
export interface SenderProofView {
  spf: string;
  dkim: string;
  dmarc: string;
  vouchedBy: string | null;
}

export interface AttachmentView {
  id: string;
  fileName: string;
  contentType: string;
  size: number;
  scan: AttachmentScan;
  /** The name of what was found, or why the scan failed: `unreachable`, `timeout`, `too_large`, `no_answer`. */
  finding: string | null;
  /** When a supervisor let it out without a clean scan. */
  releasedAt: string | null;
  mayOpen: boolean;
  /** `…/attachments/{id}/preview?size=small|large` draws it. */
  hasPreview: boolean;
}

/** `not_scanned`: no scanner was configured. `waiting`, `failed`: opened only after a supervisor let it out. `infected`: never. */
export const ATTACHMENT_SCANS = ['not_scanned', 'waiting', 'clean', 'infected', 'failed'] as const;
export type AttachmentScan = (typeof ATTACHMENT_SCANS)[number];

/** One line of `GET /api/v1/mail/quarantine`. */
export interface QuarantinedMailView {
  id: string;
  tenantId: string;
  deskId: string;
  mailboxAddress: string;
  envelopeFrom: string;
  senderAddress: string | null;
  subject: string | null;
  reason: string | null;
  size: number;
  receivedAt: string;
  /** Null where nobody has looked: it stood still before that. */
  proof: SenderProofView | null;
  /** What somebody who did not want to decide alone left for another supervisor. */
  note: { text: string; by: string; at: string } | null;
}

/**
 * `GET /api/v1/mail/quarantine`: what waits for a decision, the oldest first; `mailboxId` narrows it to one mailbox, `alikeTo` to what
 * the sender of a held mail sent and waits for the same reason.
 */
export interface QuarantinePage {
  items: QuarantinedMailView[];
  nextCursor: string | null;
  /** How many wait in all, on this page and on the others. */
  total: number;
}

/** `GET /api/v1/mail/{id}/same-sender`: the other mails of the sender of a held one, the newest first. */
export interface SameSenderPage {
  items: SameSenderMailView[];
  nextCursor: string | null;
}

export interface SameSenderMailView {
  id: string;
  deskId: string;
  subject: string | null;
  receivedAt: string;
  became: 'fetched' | 'filed' | 'quarantined' | 'ignored' | 'discarded';
  /** The inquiry that it became or was added to. */
  number: string | null;
}

/** `GET /api/v1/mail/decided`. */
export interface DecidedMailPage {
  items: DecidedMailView[];
  nextCursor: string | null;
}

/** One line of `GET /api/v1/mail/decided`: what people decided about mail within the last day, the newest first. */
export interface DecidedMailView extends Pick<
  QuarantinedMailView,
  'id' | 'tenantId' | 'deskId' | 'mailboxAddress' | 'envelopeFrom' | 'senderAddress' | 'subject'
> {
  decision: 'filed' | 'discarded';
  because: DiscardReason | null;
  by: string;
  at: string;
  /** The inquiry that it became. */
  number: string | null;
}

/** `GET /api/v1/mail/{id}/raw`, `GET /api/v1/tickets/{id}/messages/{messageId}/mail/raw`: the mail as inert text, with secrets masked. */
export interface RawMailView {
  id: string;
  /** Its lines as they came, one character for each byte, without the content of attachments. */
  text: string;
  /** True when the mail is longer than what is shown. */
  cut: boolean;
  /** What the desk reads in it. */
  read: ReadMailView;
}

export interface ReadMailView {
  from: string | null;
  subject: string;
  text: string;
  attachments: { fileName: string; contentType: string; size: number }[];
  /** True when the mail could only be read in part. */
  broken: boolean;
}

/** Why a mail was set aside. */
export const DISCARD_REASONS = ['unwanted', 'repeated', 'machine', 'no_inquiry'] as const;
export type DiscardReason = (typeof DISCARD_REASONS)[number];

/** `POST /api/v1/mail/{id}/discard`; `POST …/restore` takes that back, and the filing of a mail whose inquiry nobody has touched. */
export interface MailDiscardRequest {
  reason: DiscardReason;
}

/** `POST /api/v1/mail/{id}/note`: leaves the mail to another supervisor. */
export interface MailNoteRequest {
  text: string;
}

/** One mailbox's line of `GET /api/v1/mail/ledger`: fetched = filed + quarantined + ignored + discarded + pending. */
export interface MailLedgerRow {
  mailboxId: string;
  tenantId: string;
  deskId: string;
  address: string;
  source: 'smtp' | 'imap' | 'both';
  fetched: number;
  filed: number;
  quarantined: number;
  ignored: number;
  discarded: number;
  /** Kept and not yet decided. */
  pending: number;
  ignoredBecause: Record<string, number>;
  oldestPendingAt: string | null;
  oldestQuarantinedAt: string | null;
  fault: string | null;
  faultSince: string | null;
  checkedAt: string | null;
}

/**
 * Why the books of mail do not agree. `undecided`: taken and standing still. `vanished`: it arrived and is nowhere. `unfetched`: its
 * server has it and the desk does not. `overlooked`: it has waited for a decision for a day.
 * `suspended`: its sender's mail was stopped.
 */
export const MAIL_ALARM_KINDS = ['undecided', 'vanished', 'unfetched', 'overlooked', 'suspended'] as const;
export type MailAlarmKind = (typeof MAIL_ALARM_KINDS)[number];

/** One line of `GET /api/v1/mail/alarms`: a mail that is missing from the sum. `POST …/{id}/settle`: a supervisor has seen to it. */
export interface MailAlarmView {
  id: string;
  tenantId: string;
  mailboxId: string;
  deskId: string;
  mailboxAddress: string;
  kind: MailAlarmKind;
  /** Of an undecided or overlooked one: `GET /api/v1/mail/{rawMailId}/raw` shows it. */
  rawMailId: string | null;
  /** Its number on the mail server, of one that was not fetched. */
  uid: string | null;
  arrivedAt: string | null;
  noticedAt: string;
}

export const MAILBOX_FAULTS = [
  'login_refused',
  'host_unknown',
  'host_refused',
  'refused',
  'timeout',
  'tls',
  'certificate',
  'server_error',
  'broken',
  'settings_unreadable',
] as const;

/** Why a mailbox cannot be fetched. `words`: what the mail server said, without the sign-in. */
export interface MailboxFault {
  reason: (typeof MAILBOX_FAULTS)[number];
  words: string | null;
}

/** One line of `GET /api/v1/mailboxes`. */
export interface MailboxView {
  id: string;
  tenantId: string;
  deskId: string;
  address: string;
  /** Null: mail comes by SMTP alone. The password goes in and never comes out. */
  imap: { host: string; port: number; secure: boolean; user: string; authservId: string | null } | null;
  fault: MailboxFault | null;
  faultSince: string | null;
  /** When its server was last asked. */
  checkedAt: string | null;
  /** `POST …/{id}/stop` and `…/resume`: since when nothing is fetched, and who said so; mail waits on its server meanwhile. */
  stopped: { at: string; by: string } | null;
  /** How the last test ended, or that it is under way. */
  lastTest: (Pick<MailboxTestView, 'state'> & MailboxTestEnd) | null;
}

/** Where a test stopped, and why. */
export interface MailboxTestEnd {
  step: MailboxTestStep;
  reason: MailboxTestStepView['reason'];
  at: string;
}

/** Body of `POST /api/v1/mailboxes`. */
export interface MailboxRequest {
  deskId: string;
  address: string;
}

/** Body of `PUT /api/v1/mailboxes/{id}/imap`. */
export interface ImapSettingsRequest {
  host: string;
  port: number;
  /** True: TLS from the first byte (993). False: STARTTLS. */
  secure: boolean;
  user: string;
  /** Left out: the one that is known, if host, port and user stay the same. */
  password?: string;
  /** The name (authserv-id) under which its server writes Authentication-Results; without it none of those are believed. */
  authservId?: string | null;
}

/**
 * Steps of a test, in order: reach the mailbox's server, encrypt, sign in; hand a mail to the relay, see it arrive, read it and know it.
 * Without IMAP the first three are skipped.
 */
export const MAILBOX_TEST_STEPS = ['connect', 'tls', 'sign_in', 'send', 'arrive', 'read'] as const;
export type MailboxTestStep = (typeof MAILBOX_TEST_STEPS)[number];

export interface MailboxTestStepView {
  step: MailboxTestStep;
  state: 'passed' | 'waiting' | 'failed' | 'skipped';
  /** Of a failed step: a mailbox fault, `no_relay`, `relay_refused`, `relay_forbidden`, `relay_unreachable` or `not_arrived`. */
  reason:
    | MailboxFault['reason']
    | 'no_relay'
    | 'relay_refused'
    | 'relay_forbidden'
    | 'relay_unreachable'
    | 'not_arrived'
    | null;
  words: string | null;
  /** How long it took; null while that is not known. */
  milliseconds: number | null;
}

/** `POST /api/v1/mailboxes/{id}/test`; while it waits, `GET /api/v1/mailboxes/{id}/test/{mark}` says how it goes on. */
export interface MailboxTestView {
  /** Null when the mail was not even sent. */
  mark: string | null;
  state: 'passed' | 'waiting' | 'failed';
  steps: MailboxTestStepView[];
}
