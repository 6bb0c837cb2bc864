import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../wire/socket.js';
import type { TicketRow, TicketView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { useCan, useSession } from '../app/session.js';
import { announce } from '../shared/announcer.js';
import { fromHere } from '../shared/from-here.js';
import { ApiError } from '../wire/api.js';
import type { TicketVerbs } from '../ticket/use-ticket-verbs.js';

interface ClaimsOptions {
  verbs: TicketVerbs;
  open: (number: string) => void;
  /** The row that C takes. */
  chosenId: string | null;
  rows: ReadonlyMap<string, TicketRow>;
}

export interface Claims {
  next: () => Promise<void>;
  claim: () => Promise<void>;
  /** Gives the chosen ticket back, when it is one's own. */
  release: () => Promise<void>;
  /** Ticket id → what its row says after a lost claim. */
  notices: ReadonlyMap<string, string>;
  /** What happened to the last press, in one sentence. */
  said: string | null;
  /** Why nothing can be claimed now. */
  blocked: string | null;
  isBusy: boolean;
  /** The ticket taken last: its composer gets the focus. */
  claimedNumber: string | null;
}

/** N and C: exactly one person wins a ticket; who loses is told beside the row and keeps the focus. */
export const useClaims = ({ verbs, open, chosenId, rows }: ClaimsOptions): Claims => {
  const { t } = useTranslation(['queue', 'app']);
  const connection = useConnection();
  const mayClaim = useCan('ticket:claim');
  const ownId = useSession().user.id;
  const [notices, setNotices] = useState<ReadonlyMap<string, string>>(new Map());
  const [said, setSaid] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [claimedNumber, setClaimed] = useState<string | null>(null);
  const blocked = !mayClaim
    ? t('queue:claim.notAllowed')
    : connection.state === 'cut'
      ? t('app:connection.blocked')
      : null;

  const attempt = async (verb: () => Promise<TicketView>, rowId: string | null) => {
    if (blocked || isBusy) return;
    setBusy(true);
    setSaid(null);
    const isStillHere = fromHere();
    try {
      const ticket = await verb();
      const done = t('queue:claim.done', { number: ticket.number });
      if (isStillHere()) {
        setClaimed(ticket.number);
        open(ticket.number);
      } else setSaid(done);
      announce(done);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const sentence = error.sentence(presentLanguage());
      const isLost = error.code === 'ticket.claimed_by_other';
      if (isLost && rowId !== null) setNotices((before) => new Map(before).set(rowId, sentence));
      setSaid(sentence);
      announce(sentence, isLost ? 'assertive' : 'polite');
    } finally {
      setBusy(false);
    }
  };

  return {
    next: () => attempt(verbs.next, null),
    claim: async () => {
      const row = chosenId === null ? undefined : rows.get(chosenId);
      if (!row) {
        setSaid(t('queue:claim.chooseFirst'));
        announce(t('queue:claim.chooseFirst'));
        return;
      }
      await attempt(() => verbs.claim(row.id), row.id);
    },
    release: async () => {
      const row = chosenId === null ? undefined : rows.get(chosenId);
      if (!row || row.assigneeId !== ownId || blocked) return;
      try {
        await verbs.release(row.id);
        announce(t('queue:claim.released', { number: row.number }));
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        setSaid(error.sentence(presentLanguage()));
      }
    },
    notices,
    said,
    blocked,
    isBusy,
    claimedNumber,
  };
};
