import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextVersionView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { takeAnswer } from '../app/live-query-client.js';
import { Action } from '../shared/action.js';
import { announce } from '../shared/announcer.js';
import { fromHere } from '../shared/from-here.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { Tag } from '../shared/tag.js';
import { clockTime, dayAndTime } from '../shared/time.js';
import { useAttempt } from '../shared/use-attempt.js';
import { api, ApiError } from '../wire/api.js';
import { useDesks } from '../wire/queries.js';
import { ChangedText, SideBySide } from './changed-text.js';
import { ReturnForm } from './return-form.js';
import { TextPreviewPane } from './text-preview.js';
import { cannedTextsQuery, textVersionQuery } from './text-queries.js';
import { Empty } from '../shared/empty.js';
import approvals from './approvals.module.css';
import classes from './approval-letter.module.css';
import approvalSide from './approval-side.module.css';

const TABS = ['words', 'diff', 'preview'] as const;

/** A canned text that waits: its words with what was changed, as a desk would tell them, and the decision. */
export const TextApproval = ({ id, onDecided }: { id: string; onDecided: () => void }) => {
  const { t } = useTranslation('approvals');
  const { data, error } = useQuery(textVersionQuery(id));
  if (data) return <Reading text={data} onDecided={onDecided} />;
  return (
    <Empty isPane isBusy={!error}>
      {error && (error instanceof ApiError ? error.sentence(presentLanguage()) : t('failed'))}
    </Empty>
  );
};

const Reading = ({ text, onDecided }: { text: TextVersionView; onDecided: () => void }) => {
  const { t } = useTranslation(['approvals', 'words']);
  const queries = useQueryClient();
  const [tab, setTab] = useState<(typeof TABS)[number]>('words');
  const ofShop = [...useDesks().values()].find(({ tenantId }) => tenantId === text.tenantId);
  const [isReturning, setReturning] = useState(false);
  const { isBusy, failure, attempt } = useAttempt();
  const blocked =
    text.state !== 'waiting'
      ? t('approvals:decided')
      : isBusy
        ? t('approvals:busy')
        : text.mayDecide
          ? null
          : t('approvals:notOwn');

  const decide = async (verb: string, body: object, said: string) => {
    if (blocked) return announce(blocked, 'assertive');
    const isStillHere = fromHere();
    await attempt(async () => {
      await takeAnswer(queries, textVersionQuery(text.id).queryKey, () =>
        api.post<TextVersionView>(`canned-texts/versions/${text.id}/${verb}`, body),
      );
      announce(said, 'assertive');
      if (isStillHere()) onDecided();
    });
    await queries.invalidateQueries({ queryKey: cannedTextsQuery.queryKey });
  };
  const { textVersion } = text;
  const approve = () => void decide('approve', { textVersion }, t('approvals:text.approved'));
  useShortcuts({
    y: () => (isReturning ? false : approve()),
    w: () => (blocked ? announce(blocked, 'assertive') : setReturning(true)),
    v: () => setTab((before) => (before === 'diff' ? 'words' : 'diff')),
  });

  return (
    <>
      <section className={approvals.centre} aria-labelledby="approval-title" data-region tabIndex={-1}>
        <header className={approvals.head}>
          <div className={approvals.headTop}>
            <strong>{text.key}</strong>
            <span className={approvals.sent}>
              {text.requestedAt &&
                t('approvals:sentIn', {
                  name: text.authors.map(({ name }) => name).join('、'),
                  time: clockTime(text.requestedAt),
                })}
            </span>
          </div>
          <div className={approvals.headTitle}>
            <h2 id="approval-title">{t('approvals:text.name', { title: text.title, version: text.version })}</h2>
            <Tag>{t(`words:language.${text.language}`)}</Tag>
            {ofShop && <Tag tone="warn">{t('approvals:text.ofShop', { shop: ofShop.tenantName })}</Tag>}
            {text.topic && <Tag>{t(`words:topic.${text.topic}`)}</Tag>}
            {text.state !== 'waiting' && <Tag>{t(`approvals:text.state.${text.state}`)}</Tag>}
          </div>
          <nav className={approvals.tabs} aria-label={t('approvals:views')}>
            {TABS.map((each) => (
              <button key={each} type="button" aria-pressed={tab === each} onClick={() => setTab(each)}>
                {t(`approvals:text.tab.${each}`)}
                {each === 'diff' && <kbd className="key">V</kbd>}
              </button>
            ))}
          </nav>
        </header>
        <div className={classes.letter}>
          {tab === 'words' && (
            <div className={classes.text} lang={text.language} data-testid="text-body">
              {text.changes ? <ChangedText changes={text.changes} withRemoved={false} /> : text.body}
            </div>
          )}
          {tab === 'diff' &&
            (text.before && text.changes ? (
              <SideBySide approved={text.before.body} changes={text.changes} />
            ) : (
              <p className={classes.note}>{t('approvals:text.isNew')}</p>
            ))}
          {tab === 'preview' && <TextPreviewPane body={text.body} language={text.language} tenantId={text.tenantId} />}
        </div>
        {failure && (
          <p className={approvals.failure} role="status">
            {failure}
          </p>
        )}
        {isReturning ? (
          <ReturnForm
            isBusy={isBusy}
            onClose={() => setReturning(false)}
            onReturn={(code, words) =>
              void decide('return', { textVersion, code, words }, t('approvals:text.returned'))
            }
          />
        ) : (
          <footer className={approvals.foot}>
            <Action look="primary" keys={['Y']} blocked={blocked} onClick={approve}>
              {t(text.effectiveFrom === null ? 'approvals:text.approveNow' : 'approvals:text.approve')}
            </Action>
            <Action keys={['W']} blocked={blocked} onClick={() => setReturning(true)}>
              {t('approvals:giveBack')}
            </Action>
            <span className={approvals.footNote}>
              {text.effectiveFrom === null
                ? t('approvals:text.fromNow')
                : t('approvals:text.from', { moment: dayAndTime(text.effectiveFrom, presentLanguage()) })}
            </span>
          </footer>
        )}
      </section>
      <aside className={approvals.detail} aria-label={t('approvals:detail')} data-region tabIndex={0}>
        <section className={approvalSide.part} aria-labelledby="text-why">
          <h2 id="text-why">{t('approvals:why.title')}</h2>
          <ul className={approvalSide.reasons}>
            <li>
              <strong>
                {text.before
                  ? t('approvals:text.changes', { version: text.before.version })
                  : t('approvals:text.isNew')}
              </strong>
              <span>{t('approvals:text.someoneElse')}</span>
            </li>
          </ul>
        </section>
        {text.summary && (
          <section className={approvalSide.part} aria-labelledby="text-summary">
            <h2 id="text-summary">{t('approvals:text.summary')}</h2>
            <p>{text.summary}</p>
          </section>
        )}
        {text.note && (
          <section className={approvalSide.part} aria-labelledby="text-note">
            <h2 id="text-note">{t('approvals:note', { name: text.author?.name ?? '' })}</h2>
            <p>{text.note}</p>
          </section>
        )}
      </aside>
    </>
  );
};
