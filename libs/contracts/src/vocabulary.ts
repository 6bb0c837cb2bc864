/** Codes that are stored and sent; the words that people read for them stand in the console's and the public pages' catalogues. */

export const CHANNELS = ['form', 'email', 'phone'] as const;
export type Channel = (typeof CHANNELS)[number];

export const TICKET_STATES = [
  'new',
  'open',
  'waiting_requester',
  'waiting_shop',
  'waiting_approval',
  'callback_due',
  'answered',
  'closed',
  'handed_back',
  'merged',
  'spam',
] as const;
export type TicketState = (typeof TICKET_STATES)[number];

/** States in which the desk owes the next step: 対応待ち. */
export const WAITING_STATES: readonly TicketState[] = ['new', 'open', 'callback_due'];

/** Topic codes of the requester's inquiry. */
export const TOPICS = [
  'AFF',
  'CNT',
  'CARD',
  'PWD',
  'MIS',
  'SUS',
  'CAUSE',
  'COMP',
  'DEL',
  'DIS',
  'GEN',
  'CMP',
  'OOS',
  'PRS',
  'LAW',
  'POL',
  'SHOP',
  'SPAM',
] as const;
export type Topic = (typeof TOPICS)[number];

/** The topics that a requester can choose on the public form, in the order shown. */
export const FORM_TOPICS: readonly Topic[] = [
  'AFF',
  'CNT',
  'CARD',
  'PWD',
  'MIS',
  'SUS',
  'GEN',
  'CAUSE',
  'COMP',
  'DEL',
  'DIS',
  'CMP',
  'OOS',
];

/** Topics that a supervisor must know of at once. */
export const ESCALATING_TOPICS: readonly Topic[] = ['MIS', 'PRS', 'LAW', 'POL'];

/** 0 ordinary, 1 complaint of level 3 or press/police, 2 damage or misuse. */
export const PRIORITIES = [0, 1, 2] as const;
export type Priority = (typeof PRIORITIES)[number];

export const LANGUAGES = ['ja', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** How strong the evidence is that a cohort's data left the house; each has one fixed wording. */
export const EVIDENCE_GRADES = [
  'downloaded',
  'viewed',
  'very_likely_viewed',
  'possibly_viewed',
  'possibly_leaked',
  'not_affected',
] as const;
export type EvidenceGrade = (typeof EVIDENCE_GRADES)[number];

/** What a phone conversation ended with. */
export const CALL_OUTCOMES = [
  'answered_closed',
  'callback_promised',
  'escalated',
  'handed_back',
  'cut_off',
  'refused',
  'relay_service',
  'silent',
] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** Who speaks: the person concerned, family or proxy, a delivery party, somebody unknown. */
export const CALLER_ROLES = ['self', 'proxy', 'delivery_party', 'unknown'] as const;
export type CallerRole = (typeof CALLER_ROLES)[number];

/** Did the person get the shop's notice? */
export const NOTICE_RECEIVED = ['received', 'heard_elsewhere', 'unsure'] as const;
export type NoticeReceived = (typeof NOTICE_RECEIVED)[number];

/**
 * How far an outgoing message has come. `unknown`: the relay took the text and never answered; `bounced`: it came back;
 * `withdrawn`: its author took it back before it left.
 */
export const DELIVERY_STATES = ['queued', 'sending', 'sent', 'failed', 'unknown', 'bounced', 'withdrawn'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** In which charset a reply leaves; ISO-2022-JP is for old carrier phones. */
export const REPLY_CHARSETS = ['utf-8', 'iso-2022-jp'] as const;
export type ReplyCharset = (typeof REPLY_CHARSETS)[number];

/** Twelve hues of a shop's mark; the pair (glyph, hue) is unique in an incident. */
export const SHOP_HUES = [
  'ume',
  'botan',
  'fuji',
  'kikyo',
  'ai',
  'sora',
  'asagi',
  'seiji',
  'wakatake',
  'koke',
  'kare',
  'cha',
] as const;
export type ShopHue = (typeof SHOP_HUES)[number];
