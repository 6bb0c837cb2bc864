import type { Language } from '#libs/contracts';

/** How a fact is stored and written. A list is written joined, or item by item in an `each` block. */
export type FactType = 'text' | 'list' | 'date' | 'datetime' | 'period' | 'count';

/** Where the value comes from; `agent_input` is filled by the person who answers. */
export type FactSource = 'incident' | 'cohort' | 'statement' | 'desk' | 'ticket' | 'agent' | 'agent_input';

export interface FactDefinition {
  type: FactType;
  label: Record<Language, string>;
  source: FactSource;
}

const fact = (source: FactSource, type: FactType, ja: string, en: string): FactDefinition =>
  Object.freeze({ source, type, label: Object.freeze({ ja, en }) });

const DEFINITIONS: readonly (readonly [string, FactDefinition])[] = [
  ['incident.title', fact('incident', 'text', '事件の名称', 'name of the incident')],
  ['incident.platform_name', fact('incident', 'text', '利用システム', 'name of the platform')],
  ['incident.attacked_at', fact('incident', 'datetime', '不正アクセスの日時', 'time of the attack')],
  ['incident.discovered_on', fact('incident', 'date', '判明日', 'date of discovery')],
  ['incident.published_at', fact('incident', 'datetime', '公表日時', 'time of publication')],
  ['incident.notice_sent_at', fact('incident', 'datetime', 'ご案内メールの送信日時', 'time the notice was sent')],
  ['cohort.period', fact('cohort', 'period', '対象期間', 'period concerned')],
  ['cohort.persons', fact('cohort', 'count', '対象の人数', 'number of persons')],
  ['cohort.orders', fact('cohort', 'count', '対象の注文件数', 'number of orders')],
  ['cohort.items', fact('cohort', 'list', '含まれる項目', 'items included')],
  ['cohort.not_items', fact('cohort', 'list', '含まれない項目', 'items not included')],
  ['cohort.grade', fact('cohort', 'text', '確からしさ', 'strength of the evidence')],
  ['statement.number', fact('statement', 'text', '公表文の番号', 'number of the statement')],
  ['statement.title', fact('statement', 'text', '公表文の題名', 'title of the statement')],
  ['statement.issued_at', fact('statement', 'datetime', '公表文の日時', 'time of the statement')],
  ['desk.name', fact('desk', 'text', '窓口名', 'name of the desk')],
  ['desk.hours', fact('desk', 'text', '電話の受付時間', 'phone hours')],
  ['desk.phone', fact('desk', 'text', '電話番号', 'phone number of the desk')],
  ['desk.shop', fact('desk', 'text', '店舗名', 'name of the shop')],
  ['desk.shop_contact', fact('desk', 'text', '店舗の通常の窓口', 'usual contact of the shop')],
  ['desk.reply_from', fact('desk', 'text', '返信元アドレス', 'address we write from')],
  ['desk.reply_estimate', fact('desk', 'text', 'お返事の目安', 'when to expect a reply')],
  ['ticket.number', fact('ticket', 'text', '受付番号', 'reference number')],
  ['ticket.requester_name', fact('ticket', 'text', 'お名前', 'name of the requester')],
  ['agent.name', fact('agent', 'text', '担当者名', 'name of the agent')],
  ['ask.reply_by', fact('agent_input', 'date', '回答期日', 'reply by')],
  ['ask.date', fact('agent_input', 'date', '日付', 'date')],
  ['ask.time_band', fact('agent_input', 'text', '時間帯', 'time band')],
  ['ask.phone', fact('agent_input', 'text', '折り返し先の番号', 'number to call')],
  ['ask.caller_id', fact('agent_input', 'text', '発信番号', 'number we call from')],
  ['ask.closing_date', fact('agent_input', 'date', '終了日', 'closing date')],
  ['ask.detail', fact('agent_input', 'text', '具体的な内容', 'details')],
];

/** The one table of what a canned text may name. A Map: no name of `Object.prototype` is in it. */
export const FACTS: ReadonlyMap<string, FactDefinition> = new Map(DEFINITIONS);

/** A value ready to be written. Strings and lists of strings only, so that nothing can be reached through it. */
export interface FactValue {
  readonly text: string;
  /** The day alone, for the helper `date`. */
  readonly day?: string;
  readonly items?: readonly string[];
}

/** Path → value; a path without an entry stays an open placeholder. */
export type FactValues = ReadonlyMap<string, FactValue>;
