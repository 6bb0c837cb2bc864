import { IconMessages } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CannedPreview, type CannedRow, type DeskView, FINDING_TOPIC, type TicketRow } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import form from '../shared/form.module.css';
import { IdentityBand } from '../shared/identity-band.js';
import { cannedPreviewQuery, cannedQuery } from '../ticket/canned-queries.js';
import { FilledText } from '../ticket/filled-text.js';
import { TicketDialog } from '../ticket/ticket-dialog.js';
import { ApiError } from '../wire/api.js';
import { useConnection } from '../wire/socket.js';
import classes from './bulk-reply.module.css';
import type { BulkAnswer } from './use-marks.js';

interface BulkReplyDialogProps {
  rows: readonly TicketRow[];
  desks: ReadonlyMap<string, DeskView>;
  onReply: (answers: readonly BulkAnswer[]) => void;
  onClose: () => void;
}

/** Tickets that get the same words: those of one desk in one language. */
interface Group {
  key: string;
  rows: [TicketRow, ...TicketRow[]];
}

const groupsOf = (rows: readonly TicketRow[]): Group[] => {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const key = `${row.deskId} ${row.language}`;
    const known = groups.get(key);
    if (known) known.rows.push(row);
    else groups.set(key, { key, rows: [row] });
  }
  return [...groups.values()].toSorted((one, other) => other.rows.length - one.rows.length);
};

/** `R` on marked tickets: one approved text to all of them, each shop's own and with its own facts; what leaves is read here first. */
export const BulkReplyDialog = ({ rows, desks, onReply, onClose }: BulkReplyDialogProps) => {
  const { t } = useTranslation(['queue', 'words', 'floor', 'app']);
  // As they were seen: whoever writes meanwhile is not answered with this.
  const [seen] = useState(rows);
  const [groups] = useState(() => groupsOf(rows));
  const [chosenKey, choose] = useState<string | null>(null);
  const isCut = useConnection().state === 'cut';
  const lists = useQueries({ queries: groups.map(({ rows: [first] }) => cannedQuery(first.id, '')) });
  const offered = (lists[0]?.data ?? []).filter(({ language }) => language === groups[0]?.rows[0].language);
  const proposed = offered[0]?.topic === FINDING_TOPIC ? undefined : offered[0];
  const chosen = offered.find(({ key }) => key === chosenKey) ?? proposed;
  const texts = groups.map(({ rows: [first] }, at) =>
    lists[at]?.data?.find(({ key, language }) => key === chosen?.key && language === first.language),
  );
  const previews = useQueries({
    queries: groups.map(({ rows: [first] }, at) => ({
      ...cannedPreviewQuery(first.id, texts[at]?.id ?? ''),
      enabled: texts[at] !== undefined,
    })),
  });
  const isSendable = (at: number): boolean => previews[at]?.data?.open.length === 0;
  const count = groups.reduce((sum, group, at) => sum + (isSendable(at) ? group.rows.length : 0), 0);
  const isPending = lists.some((list) => list.isPending) || previews.some(({ isLoading }) => isLoading);
  const error = [...lists, ...previews].find((query) => query.error)?.error;
  const blocked = isCut
    ? t('app:connection.blocked')
    : isPending
      ? t('queue:bulk.busy')
      : count === 0
        ? t(
            !chosen && offered.length > 0
              ? 'queue:bulk.replyChoose'
              : texts.some(Boolean)
                ? 'queue:bulk.replyOpen'
                : 'queue:bulk.noText',
          )
        : null;
  const option = ({ key, title }: CannedRow) => (
    <option key={key} value={key}>
      {title}
    </option>
  );
  return (
    <TicketDialog
      title={t('queue:bulk.replyTitle', { count: seen.length })}
      icon={<IconMessages size={20} stroke={1.75} aria-hidden="true" />}
      size={680}
      cancel={t('floor:cancel')}
      verb={t('queue:bulk.replyVerb', { count })}
      blocked={blocked}
      failure={error instanceof ApiError ? error.sentence(presentLanguage()) : null}
      onClose={onClose}
      onDo={() => {
        if (blocked) return;
        onReply(
          groups.flatMap((group, at) => group.rows.map((ticket) => ({ ticket, cannedId: texts[at]?.id ?? null }))),
        );
        onClose();
      }}
    >
      <div className={form.fields}>
        <label>
          {t('queue:bulk.replyText')}
          <select data-autofocus value={chosen?.key ?? ''} onChange={(event) => choose(event.currentTarget.value)}>
            {!chosen && <option value="">{t('queue:bulk.replyChoose')}</option>}
            <optgroup label={t('queue:bulk.replyRecommended')}>
              {offered.filter(({ recommended }) => recommended).map(option)}
            </optgroup>
            <optgroup label={t('queue:bulk.replyOther')}>
              {offered.filter(({ recommended }) => !recommended).map(option)}
            </optgroup>
          </select>
        </label>
      </div>
      <div className={classes.groups}>
        {groups.map((group, at) => (
          <ReplyToShop
            key={group.key}
            group={group}
            desk={desks.get(group.rows[0].deskId)}
            hasText={!chosen || texts[at] !== undefined || isPending}
            preview={texts[at] && previews[at]?.data}
          />
        ))}
      </div>
      <p className={form.note}>{t('queue:bulk.replySeen')}</p>
    </TicketDialog>
  );
};

/** What the tickets of one shop get, under its name, and which they are. */
const ReplyToShop = ({
  group: { rows },
  desk,
  hasText,
  preview,
}: {
  group: Group;
  desk: DeskView | undefined;
  hasText: boolean;
  preview: CannedPreview | undefined;
}) => {
  const { t } = useTranslation(['queue', 'words', 'ticket']);
  return (
    <section className={classes.group} aria-label={desk?.name}>
      <IdentityBand
        size="thin"
        mark={desk?.mark}
        name={desk?.name ?? ''}
        use=""
        label={t('ticket:band.label')}
        side={`${t(`words:language.${rows[0].language}`)} ${t('queue:bulk.replyTo', { count: rows.length })}`}
      />
      <ul className={classes.tickets}>
        {rows.map((row) => (
          <li key={row.id}>
            <span className="nowrap">{row.number}</span> {t('words:honorific', { name: row.requesterName })}
            <span> {row.excerpt}</span>
          </li>
        ))}
      </ul>
      {!hasText && <p className={classes.refused}>{t('queue:bulk.noText')}</p>}
      {preview && preview.open.length > 0 && <p className={classes.refused}>{t('queue:bulk.replyOpen')}</p>}
      {preview && <FilledText preview={preview} />}
    </section>
  );
};
