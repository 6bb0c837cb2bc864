import type { MessageView, TicketEventView, TicketView } from '#libs/contracts';

export interface EventsEntry {
  kind: 'events';
  id: string;
  lines: { id: string; at: string; event: TicketEventView | null; automatic: MessageView | null }[];
}

export type ConversationEntry =
  | { kind: 'message'; message: MessageView }
  /** A person must see it and decide: it stands for itself. */
  | { kind: 'linked'; event: TicketEventView }
  | EventsEntry;

/** Events that say no more than the message beside them, or that only the log is for. */
const SAID_BY_MESSAGE = /^(mail\.|attachment\.|message\.(?!bounced)|ticket\.(opened|replied|noted|note_added))/;

/** Messages and history in the order of time; neighbouring events and automatic mail join to one grey line. */
export const entriesOf = (ticket: Pick<TicketView, 'messages' | 'events'>): ConversationEntry[] => {
  const all = [
    ...ticket.messages.map((message) => ({ at: message.createdAt, message, event: null })),
    ...ticket.events
      .filter((event) => !SAID_BY_MESSAGE.test(event.type))
      .map((event) => ({ at: event.at, message: null, event })),
  ].toSorted((a, b) => a.at.localeCompare(b.at));

  const entries: ConversationEntry[] = [];
  for (const { at, message, event } of all) {
    if (message && !message.automatic) {
      entries.push({ kind: 'message', message });
      continue;
    }
    if (event?.type === 'ticket.linked') {
      entries.push({ kind: 'linked', event });
      continue;
    }
    const id = message?.id ?? event?.id ?? at;
    const line = { id, at, event, automatic: message };
    const last = entries.at(-1);
    if (last?.kind === 'events') last.lines.push(line);
    else entries.push({ kind: 'events', id, lines: [line] });
  }
  return entries;
};
