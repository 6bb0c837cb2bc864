import type { FastifyReply } from 'fastify';
import type { Language, TicketState } from '#libs/contracts';
import {
  clockTime,
  dayAndHourPhrase,
  dayPhrase,
  type DeskOfShop,
  maskedParts,
  type TicketStatusView,
} from '#libs/desk';
import { requestLanguage } from '#libs/platform';
import { say } from './catalogue.js';
import { otherLanguage } from './desk-frame.js';
import { deskPage } from './desk-page.js';
import { isInService } from './desk-state.js';
import { noticesOf } from './notices.js';
import { drawPage } from './page-renderer.js';
import { answerPrivatePage } from './public-reply.js';

/** The place to write something more. */
export interface AddForm {
  action: string;
  /** Tells this form from every other: sent twice, it is one message. */
  nonce: string;
  value: string;
  fault: string | null;
}

export interface StatusForms {
  add?: AddForm | null;
  /** What was written until nothing could be added any more. */
  written?: string;
  /** Something has just been added. */
  isAdded?: boolean;
  /** The question how content the requester is was sent without an answer. */
  isUnrated?: boolean;
}

interface Step {
  kind: 'past' | 'now' | 'later';
  title: string;
  lines: string[];
}

/** States with a sentence of their own, in place of a promise. */
const ENDED: Partial<Record<TicketState, string>> = {
  merged: 'status.merged',
  handed_back: 'status.handed_back',
  spam: 'status.withdrawn',
  closed: 'status.withdrawn',
};

const isDone = ({ state }: { state: TicketState }): boolean => state === 'answered' || state === 'closed';

/** The three steps of an inquiry: the word first, then the time. */
export const stepsOf = (
  ticket: Omit<TicketStatusView, 'messages' | 'desk' | 'rating'>,
  zone: string,
  language: Language,
  now: Date,
): Step[] => {
  const moment = (at: Date): string => `${dayPhrase(at, zone, language)} ${clockTime(at, zone)}`;
  const received: Step = { kind: 'past', title: say(language, 'status.received'), lines: [moment(ticket.receivedAt)] };
  const working = say(language, 'status.working');
  const answer = say(language, 'status.will_answer');
  if (ticket.answeredAt && isDone(ticket)) {
    const answered: Step = {
      kind: 'past',
      title: say(language, 'status.answered'),
      lines: [moment(ticket.answeredAt)],
    };
    return [received, { kind: 'past', title: working, lines: [] }, answered];
  }
  const { answering } = ticket;
  if (
    ticket.state === 'merged' &&
    answering.answeredAt &&
    answering.answeredAt >= ticket.receivedAt &&
    isDone(answering)
  ) {
    const title = say(language, 'status.merged_answered');
    const answered: Step = { kind: 'past', title, lines: [moment(answering.answeredAt)] };
    return [received, { kind: 'past', title: working, lines: [] }, answered];
  }
  const ended = ENDED[ticket.state];
  if (ended) return [received, { kind: 'now', title: say(language, ended), lines: [] }];
  if (ticket.state === 'waiting_requester') {
    const lines = [say(language, 'status.waiting_requester_detail')];
    return [
      received,
      { kind: 'now', title: say(language, 'status.waiting_requester'), lines },
      { kind: 'later', title: answer, lines: [] },
    ];
  }
  return [
    received,
    { kind: 'now', title: working, lines: promiseOf(ticket, zone, language, now) },
    { kind: 'later', title: answer, lines: [] },
  ];
};

const promiseOf = (
  { told, inHand }: Pick<TicketStatusView, 'told' | 'inHand'>,
  zone: string,
  language: Language,
  now: Date,
): string[] => {
  if (told && told < now) return [say(language, 'status.overdue')];
  const standing = say(language, inHand ? 'status.in_hand' : 'status.in_turn');
  if (!told) return [standing];
  return [standing, say(language, 'status.promise', { due: dayAndHourPhrase(told, zone, language) })];
};

/** The question how content the requester is, about one answer of the desk. */
const ratingOf = ({ rating }: TicketStatusView, language: Language, address: string, isFaulty: boolean) =>
  rating && {
    action: `${address}/rating?lang=${language}`,
    answeredAt: rating.answeredAt.toISOString(),
    scores: [5, 4, 3, 2, 1].map((score) => ({ score, label: say(language, `rating.${score}`) })),
    isRated: rating.isRated,
    isFaulty,
  };

/** `GET /t/<token>`. A status link shows steps and times; a conversation link also what was written, without notes and names of staff. */
export const drawStatus = (
  ticket: TicketStatusView,
  language: Language,
  now: Date,
  address: string,
  { add = null, written = '', isAdded = false, isUnrated = false }: StatusForms = {},
): string => {
  const { desk } = ticket;
  const { zone } = desk.hours;
  const moment = (at: Date): string => `${dayPhrase(at, zone, language)} ${clockTime(at, zone)}`;
  const heading = say(language, 'status.title');
  return drawPage('status', {
    ...deskPage(
      desk,
      language,
      add?.fault || isUnrated ? `${say(language, 'add.wrong')}: ${heading}` : heading,
      '',
      isInService(desk, now),
    ),
    heading,
    otherLanguage: `${address}?lang=${otherLanguage(language)}`,
    ...(add && { carried: 'edit' }),
    private: true,
    number: ticket.number,
    steps: stepsOf(ticket, zone, language, now),
    asOf: moment(now),
    refresh: `${address}?lang=${language}`,
    add,
    isAdded,
    written: written === '' ? null : maskedParts(written),
    rating: ratingOf(ticket, language, address, isUnrated),
    finished: ticket.messages !== null && add === null && written === '' ? say(language, 'add.finished') : null,
    messages: (ticket.messages ?? []).map((message) => ({
      own: message.from === 'requester',
      from:
        message.from === 'requester'
          ? say(language, 'status.you')
          : say(language, 'status.desk', { site: desk.siteName }),
      at: moment(message.at),
      how: say(language, message.automatic ? 'status.automatic' : `status.channel_${message.channel}`),
      parts: maskedParts(message.text),
    })),
  });
};

/** What the requester wants to add, to be looked at before it is sent. */
export const drawAddConfirm = (
  desk: DeskOfShop,
  language: Language,
  address: string,
  { nonce, text }: { nonce: string; text: string },
): string =>
  drawPage('add-confirm', {
    ...deskPage(desk, language, say(language, 'add.confirm_title'), ''),
    otherLanguage: `${address}?lang=${otherLanguage(language)}`,
    carried: 'confirm',
    private: true,
    notices: text.includes('[[masked:') ? noticesOf([{ key: 'masked' }], language) : [],
    parts: maskedParts(text),
    value: text,
    nonce,
    action: `${address}?lang=${language}`,
  });

/** One page for every link that opens nothing: unknown, expired and revoked cannot be told apart. */
export const answerUnknownLink = (reply: FastifyReply): string => {
  const language = requestLanguage();
  const html = drawPage('message', {
    language,
    title: say(language, 'status.unknown_title'),
    frame: null,
    otherLanguage: `?lang=${otherLanguage(language)}`,
    otherLang: otherLanguage(language),
    private: true,
    lines: [say(language, 'status.unknown')],
    requestId: null,
  });
  return answerPrivatePage(reply, { html, status: 404 });
};
