import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type CannedRow, FINDING_TOPIC, type TicketView } from '#libs/contracts';
import { announce } from '../shared/announcer.js';
import { Key, useShortcuts } from '../shared/shortcuts.js';
import { cannedQuery } from './canned-queries.js';
import { cannedTarget } from './canned-target.js';
import classes from './context.module.css';

const MOST = 3;

const isFinding = ({ topic }: CannedRow): boolean => topic === FINDING_TOPIC;

/**
 * 想定問答の候補: the approved answers to what this ticket is about, in its language; one press puts one into the reply, with Alt while one
 * writes. What says whether somebody is affected is chosen by its words: no number stands for it.
 */
export const AnswerCandidates = ({ ticket }: { ticket: TicketView }) => {
  const { t } = useTranslation(['ticket', 'app']);
  const list = useQuery(cannedQuery(ticket.id, ''));
  const candidates = (list.data ?? [])
    .filter((row) => row.recommended && row.language === ticket.language)
    .slice(0, MOST);
  const nothing = list.isPending
    ? t('ticket:context.factsLoading')
    : t(list.isError ? 'ticket:context.candidatesFailed' : 'ticket:context.noCandidates');
  const insert = (row: CannedRow) => {
    const target = cannedTarget();
    if (target) target(row.id);
    else announce(t('app:palette.noReply'), 'assertive');
  };
  const keys = Array.from({ length: MOST }, (_, at) => {
    const handler = () => {
      const row = candidates[at];
      if (!row) return list.data ? false : announce(nothing, 'assertive');
      return isFinding(row) ? announce(t('ticket:canned.choose'), 'assertive') : insert(row);
    };
    return [
      [`${at + 1}`, handler],
      [`alt+${at + 1}`, handler],
    ] as const;
  });
  useShortcuts(Object.fromEntries(keys.flat()));
  if (candidates.length === 0) return <p className={classes.none}>{nothing}</p>;
  return (
    <>
      {candidates.some(isFinding) && <p className={classes.none}>{t('ticket:canned.choose')}</p>}
      <ul>
        {candidates.map((row, at) => (
          <li key={row.id}>
            <button
              type="button"
              className={classes.candidate}
              title={row.summary}
              aria-keyshortcuts={isFinding(row) ? undefined : `Alt+${at + 1}`}
              onClick={() => insert(row)}
            >
              <span>{row.title}</span>
              {!isFinding(row) && (
                <>
                  <Key>Alt</Key>
                  <Key>{String(at + 1)}</Key>
                </>
              )}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
};
