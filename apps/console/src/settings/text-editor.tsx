import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CannedTextRow, type TextDraftRequest, type TextVersionView, type Topic, TOPICS } from '#libs/contracts';
import { textVersionQuery } from '../approvals/text-queries.js';
import { TextPreviewPane } from '../approvals/text-preview.js';
import { useCan } from '../app/session.js';
import { Action } from '../shared/action.js';
import { storeDraft, useDraft } from '../shared/drafts.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { Tag } from '../shared/tag.js';
import { clockTime, isoDay } from '../shared/time.js';
import { useChange } from '../shared/use-change.js';
import { api, ApiError } from '../wire/api.js';
import { useDesks } from '../wire/queries.js';
import { OwnText } from './own-text.js';
import { placeOf, type TextPlace } from './text-place.js';
import { WithdrawText } from './withdraw-text.js';
import { Empty } from '../shared/empty.js';
import classes from './texts.module.css';

interface TextEditorProps {
  place: TextPlace;
  row: CannedTextRow | null;
  /** The text of all shops: a shop's first own one begins as it. */
  common: CannedTextRow | null;
  onOwn: (tenantId: string) => void;
}

/** The next version of a text; what stands in it comes from the one that is being written, or from the one that is told. */
export const TextEditor = ({ place, row, common, onOwn }: TextEditorProps) => {
  const { t } = useTranslation('texts');
  const id = row?.next?.id ?? row?.toldId ?? (place.tenantId === null ? null : (common?.toldId ?? null));
  const { data } = useQuery({ ...textVersionQuery(id ?? ''), enabled: id !== null });
  if (id !== null && !data) return <Empty isBusy>{t('loading')}</Empty>;
  const draft = `text.${placeOf(place)} ${id} ${data?.textVersion} ${data?.state}`;
  return <Form key={draft} draft={draft} place={place} row={row} onOwn={onOwn} from={data ?? null} />;
};

type FormProps = Omit<TextEditorProps, 'common'> & {
  from: TextVersionView | null;
  /** Under this name waits what is not saved, for this version alone: it never takes the place of a newer one. */
  draft: string;
};

interface Written {
  title: string;
  summary: string;
  topic: Topic | null;
  body: string;
  note: string;
  /** As the field has it; empty: at once. */
  moment: string;
}

const Form = ({ place: { key, language, tenantId }, row, from, draft, onOwn }: FormProps) => {
  const { t } = useTranslation(['texts', 'words', 'approvals']);
  const queries = useQueryClient();
  const mayWrite = useCan('canned:write');
  const next = row?.next ? from : null;
  const [saved] = useState<Written>(() => ({
    title: from?.title ?? '',
    summary: from?.summary ?? '',
    topic: from?.topic ?? null,
    body: from?.body ?? '',
    note: next?.note ?? '',
    moment: next?.effectiveFrom ? fieldOf(next.effectiveFrom) : '',
  }));
  const [written, keep] = useDraft<Written>(draft, saved);
  const { title, summary, topic, body, note, moment } = written;
  const write = (changed: Partial<Written>) => keep({ ...written, ...changed });
  const { isBusy, failure, done, change } = useChange();
  const ofShop = [...useDesks().values()].find((desk) => desk.tenantId === tenantId);
  const field = useRef<HTMLTextAreaElement>(null);
  const waits = next?.state === 'waiting';
  const blocked = !mayWrite
    ? t('texts:readOnly')
    : isBusy
      ? t('texts:busy')
      : waits
        ? t('texts:waits')
        : title.trim() === '' || body.trim() === ''
          ? t('texts:needsWords')
          : null;

  const refresh = () => queries.invalidateQueries({ queryKey: ['canned-texts'] });
  const save = (send: boolean) => {
    if (blocked) return;
    const request: TextDraftRequest = {
      title: title.trim(),
      summary: summary.trim(),
      kana: from?.kana ?? '',
      topic,
      body,
      note: note.trim() || null,
      effectiveFrom: moment === '' ? null : new Date(`${moment}:00+09:00`).toISOString(),
      textVersion: next?.textVersion ?? null,
      send,
      deskId: ofShop?.id ?? null,
    };
    void change(
      async () => {
        await api.put<TextVersionView>(`canned-texts/${key}/${language}`, request).catch((error: unknown) => {
          if (error instanceof ApiError) showLine(field.current, error.details['line']);
          throw error;
        });
        storeDraft(draft, null);
        await refresh();
      },
      t(send ? 'texts:sentIn' : 'texts:saved'),
    );
  };
  const pullBack = () =>
    void change(async () => {
      await api.post<TextVersionView>(`canned-texts/versions/${next!.id}/pull-back`);
      await refresh();
    }, t('texts:pulledBack'));
  useShortcuts({ 'mod+enter': () => save(true), 'mod+s': () => save(false) });
  const locked = !mayWrite || waits;

  return (
    <section className={classes.editor} aria-label={t('texts:editor')} data-region>
      {ofShop && (
        <p className={classes.ofShop}>
          <Tag>{ofShop.tenantName}</Tag> {t('texts:own.of')}
        </p>
      )}
      {next?.state === 'returned' && (
        <p className={classes.returned} role="status">
          {t('texts:returned', { code: t(`approvals:return.${next.returnCode ?? 'other'}`), words: next.returnWords })}
        </p>
      )}
      <div className={classes.fields}>
        <label>
          {t('texts:field.title')}
          <input
            value={title}
            maxLength={200}
            readOnly={locked}
            onChange={(event) => write({ title: event.currentTarget.value })}
          />
        </label>
        <label>
          {t('texts:field.topic')}
          <select
            value={topic ?? ''}
            disabled={locked}
            onChange={(event) => write({ topic: (event.currentTarget.value || null) as Topic | null })}
          >
            <option value="">{t('texts:field.noTopic')}</option>
            {TOPICS.map((each) => (
              <option key={each} value={each}>
                {t(`words:topic.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label className={classes.wide}>
          {t('texts:field.summary')}
          <input
            value={summary}
            maxLength={500}
            readOnly={locked}
            onChange={(event) => write({ summary: event.currentTarget.value })}
          />
        </label>
        <label className={classes.wide}>
          {t('texts:field.body')}
          <textarea
            ref={field}
            lang={language}
            rows={12}
            value={body}
            readOnly={locked}
            onChange={(event) => write({ body: event.currentTarget.value })}
          />
        </label>
        <label>
          {t('texts:field.moment')}
          <input
            type="datetime-local"
            value={moment}
            readOnly={locked}
            onChange={(event) => write({ moment: event.currentTarget.value })}
          />
        </label>
        <label>
          {t('texts:field.note')}
          <input
            value={note}
            maxLength={500}
            readOnly={locked}
            onChange={(event) => write({ note: event.currentTarget.value })}
          />
        </label>
      </div>
      <TextPreviewPane body={body} language={language} tenantId={tenantId} />
      {(failure ?? done) && (
        <p className={failure ? classes.failure : classes.done} role="status">
          {failure ?? done}
        </p>
      )}
      <footer className={classes.foot}>
        {waits && next?.authors.length ? (
          <Action blocked={mayWrite ? null : t('texts:readOnly')} onClick={pullBack}>
            {t('texts:pullBack')}
          </Action>
        ) : (
          <>
            <Action look="primary" keys={['Ctrl', 'Enter']} blocked={blocked} onClick={() => save(true)}>
              {t('texts:send')}
            </Action>
            <Action keys={['Ctrl', 'S']} blocked={blocked} onClick={() => save(false)}>
              {t('texts:save')}
            </Action>
            {!locked && written !== saved && <Action onClick={() => keep(null)}>{t('texts:discard')}</Action>}
          </>
        )}
        {row && (row.inForce || row.coming) && <WithdrawText row={row} onDone={refresh} />}
      </footer>
      {mayWrite && row && tenantId === null && <OwnText onWrite={onOwn} />}
    </section>
  );
};

/** Goes to the line that was refused and selects it. */
const showLine = (field: HTMLTextAreaElement | null, line: unknown): void => {
  if (!field || typeof line !== 'number') return;
  const lines = field.value.split('\n');
  const start = lines.slice(0, line - 1).reduce((length, each) => length + each.length + 1, 0);
  field.focus();
  field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
};

const fieldOf = (moment: string): string => `${isoDay(moment)}T${clockTime(moment)}`;
