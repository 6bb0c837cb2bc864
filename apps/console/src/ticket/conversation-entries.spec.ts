import type { MessageView, TicketEventView } from '#libs/contracts';
import { entriesOf } from './conversation-entries.js';

const message = (id: string, at: string, over: Partial<MessageView> = {}): MessageView => ({
  id,
  kind: 'inbound',
  channel: 'form',
  subject: null,
  from: '藤代 恵',
  authorId: null,
  bodyText: '',
  automatic: false,
  delivery: null,
  passed: null,
  mergedFrom: null,
  createdAt: `2016-06-25T${at}:00Z`,
  ...over,
});
const event = (id: string, at: string, type: string): TicketEventView => ({
  id,
  type,
  actorName: '小川',
  at: `2016-06-25T${at}:00Z`,
  payload: {},
});

describe('the conversation', () => {
  it('joins neighbouring events and automatic mail to one line, in the order of time', () => {
    const entries = entriesOf({
      messages: [message('a', '05:02'), message('ack', '05:02', { automatic: true }), message('b', '05:31')],
      events: [event('2', '05:03', 'ticket.claimed'), event('3', '05:20', 'ticket.sorted')],
    });
    expect(
      entries.map((entry) =>
        entry.kind === 'message' ? entry.message.id : entry.kind === 'events' && entry.lines.map((line) => line.id),
      ),
    ).toEqual(['a', ['ack', '2', '3'], 'b']);
  });

  it('leaves out what the message beside it says already', () => {
    const entries = entriesOf({
      messages: [message('a', '05:02')],
      events: [
        event('1', '05:02', 'ticket.opened'),
        event('2', '05:10', 'ticket.noted'),
        event('3', '05:11', 'ticket.replied'),
        event('4', '05:12', 'message.sent'),
      ],
    });
    expect(entries).toHaveLength(1);
  });

  it('keeps what came back, and lets a mail of somebody else stand for itself', () => {
    const entries = entriesOf({
      messages: [message('a', '05:02')],
      events: [event('1', '05:03', 'ticket.linked'), event('2', '05:10', 'message.bounced')],
    });
    expect(entries.map(({ kind }) => kind)).toEqual(['message', 'linked', 'events']);
  });
});
