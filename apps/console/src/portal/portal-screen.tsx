import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DeskView, TenantCounters, TicketRow } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { Tag } from '../shared/tag.js';
import { dayAndTime, isoDay, spanOf } from '../shared/time.js';
import { PortalFailure } from './portal-notice.js';
import { PortalFrame } from './portal-frame.js';
import { figuresQuery, misuseQuery, recentQuery, statementQuery } from './portal-queries.js';
import bar from '../shared/track.module.css';
import portal from './portal.module.css';
import classes from './portal-screen.module.css';
import { TicketLine } from './ticket-line.js';
import { topicShares } from './topic-shares.js';
import { useOwnDesks } from './use-own-desks.js';
import { serverNow } from '../wire/server-clock.js';

const SHOWN = 8;

/** `/portal`: how this shop's desk stands, for the shop's own people and for nobody else. */
export const PortalScreen = () => {
  const { t } = useTranslation('portal');
  const figures = useQuery(figuresQuery);
  const recent = useQuery(recentQuery);
  const { desks } = useOwnDesks();
  const failed = [figures, recent].find((query) => query.isError);
  const readAt = figures.dataUpdatedAt;
  const today = isoDay(readAt || serverNow());

  return (
    <PortalFrame place="home" title={t('subtitle')} readAt={readAt}>
      {failed?.error && (
        <PortalFailure error={failed.error} isKept={failed.data !== undefined} onRetry={() => void failed.refetch()} />
      )}
      <Figures counters={figures.data ?? null} readAt={readAt} isLoading={figures.isPending} />
      <MisuseLine />
      <div className={classes.columns}>
        <section className={portal.panel} aria-labelledby="recent-title">
          <div className={portal.panelHead}>
            <h2 id="recent-title">{t('recent')}</h2>
            <Link to="/portal/tickets" className={classes.panelLink}>
              {t('all')}
            </Link>
          </div>
          {figures.data?.receivedToday === 0 && <EmptyToday desk={desks[0]} />}
          {recent.isPending && <p className={portal.quiet}>{t('loading')}</p>}
          {recent.data?.length === 0 && figures.data?.receivedToday !== 0 && (
            <p className={portal.quiet}>{t('noneYet')}</p>
          )}
          <ul>
            {recent.data?.slice(0, SHOWN).map((ticket) => (
              <li key={ticket.id}>
                <TicketLine ticket={ticket} today={today} />
              </li>
            ))}
          </ul>
        </section>
        <div className={classes.stack}>
          {desks[0] && <StatementPanel desk={desks[0]} />}
          {recent.data && recent.data.length > 0 && (
            <Topics tickets={recent.data} receivedToday={figures.data?.receivedToday ?? 0} today={today} />
          )}
          {desks.map((desk) => (
            <DeskPanel key={desk.id} desk={desk} />
          ))}
        </div>
      </div>
    </PortalFrame>
  );
};

/** The statement in force, and where everybody reads it. */
const StatementPanel = ({ desk }: { desk: DeskView }) => {
  const { t } = useTranslation('portal');
  const { data: statement } = useQuery(statementQuery(desk.id));
  if (statement === undefined) return null;
  return (
    <section className={portal.panel} aria-labelledby="statement-title">
      <div className={portal.panelHead}>
        <h2 id="statement-title">{t('statement.title')}</h2>
      </div>
      {statement ? (
        <p className={classes.statement}>
          <span>
            <Tag tone="accent">{t('statement.number', { number: statement.number })}</Tag>{' '}
            <strong>{statement.title}</strong>
          </span>
          <span>
            {t('statement.issued', { moment: dayAndTime(statement.issuedAt, presentLanguage()) })} ・{' '}
            <a href={`/d/${desk.slug}/statements/${statement.number}${presentLanguage() === 'en' ? '?lang=en' : ''}`}>
              {t('statement.read')}
            </a>
          </span>
        </p>
      ) : (
        <p className={portal.quiet}>{t('statement.none')}</p>
      )}
    </section>
  );
};

/** That somebody reported misuse is told to the shop at once, as a number. */
const MisuseLine = () => {
  const { t } = useTranslation('portal');
  const { data } = useQuery(misuseQuery);
  const reports = (data?.items ?? []).filter(({ topic, state }) => topic === 'MIS' && state !== 'unfounded').length;
  return reports > 0 ? (
    <p className={classes.misuse} role="status">
      {t('misuse', { count: reports })}
    </p>
  ) : null;
};

interface FiguresProps {
  counters: TenantCounters | null;
  readAt: number;
  isLoading: boolean;
}

const Figures = ({ counters, readAt, isLoading }: FiguresProps) => {
  const { t } = useTranslation('portal');
  const span = counters?.oldestWaitingSince ? spanOf(readAt - Date.parse(counters.oldestWaitingSince)) : null;
  const tickets = (count: number | undefined) => ({
    value: isLoading ? '–' : (count ?? 0),
    unit: isLoading ? '' : t('tickets', { count: count ?? 0 }),
  });
  const figures = [
    { label: t('receivedToday'), ...tickets(counters?.receivedToday) },
    { label: t('waiting'), ...tickets(counters?.waiting) },
    {
      label: t('longest'),
      value: span ? span.count : isLoading ? '–' : t('noWait'),
      unit: span ? t(`unit.${span.unit}`) : '',
    },
    { label: t('answeredToday'), ...tickets(counters?.answeredToday) },
  ];
  return (
    <dl className={classes.figures} aria-label={t('figures')}>
      {figures.map(({ label, value, unit }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <b>{value}</b>
            {unit}
          </dd>
        </div>
      ))}
    </dl>
  );
};

const EmptyToday = ({ desk }: { desk: DeskView | undefined }) => {
  const { t } = useTranslation('portal');
  const hours = desk?.channels.phone ? desk.phoneHours : null;
  return (
    <p className={portal.quiet}>
      {t('emptyToday')}
      <br />
      {desk?.channels.form && (hours ? t('emptyHours', { hours }) : t('emptyForm'))}
    </p>
  );
};

interface TopicsProps {
  tickets: readonly TicketRow[];
  receivedToday: number;
  today: string;
}

/** Today's topics where all of today's inquiries were read; else those of the last hundred, and it says so. */
const Topics = ({ tickets, receivedToday, today }: TopicsProps) => {
  const { t } = useTranslation('portal');
  const ofToday = tickets.filter((ticket) => isoDay(ticket.createdAt) === today);
  const isToday = ofToday.length > 0 && ofToday.length === receivedToday;
  const counted = isToday ? ofToday : tickets;
  const shares = topicShares(counted);
  const most = Math.max(...shares.map(({ count }) => count));
  return (
    <section className={portal.panel} aria-labelledby="topics-title">
      <div className={portal.panelHead}>
        <h2 id="topics-title">{t('topics')}</h2>
        <span>{t(isToday ? 'topicsToday' : 'topicsRecent', { count: counted.length })}</span>
      </div>
      <ul className={classes.bars}>
        {shares.map(({ topic, count }) => {
          const word = topic ? t(`words:topic.${topic}`) : t('otherTopics');
          return (
            <li key={word}>
              <span>{word}</span>
              <span className={bar.track} aria-hidden>
                <span style={{ width: `${(count / most) * 100}%` }} />
              </span>
              <b>{count}</b>
            </li>
          );
        })}
      </ul>
    </section>
  );
};

const DeskPanel = ({ desk }: { desk: DeskView }) => {
  const { t } = useTranslation('portal');
  return (
    <section className={portal.panel} aria-label={desk.name}>
      <div className={portal.panelHead}>
        <h2>{desk.name}</h2>
      </div>
      <dl className={classes.deskFacts}>
        <dt>{t('deskForm')}</dt>
        <dd>
          {desk.channels.form ? (
            <a href={`/d/${desk.slug}`} aria-label={t('deskForms', { name: desk.name })}>
              /d/{desk.slug}
            </a>
          ) : (
            t('deskNone')
          )}
        </dd>
        <dt>{t('deskPhone')}</dt>
        <dd>
          {desk.channels.phone ? (
            <>
              <span className="nowrap">{desk.phoneNumber}</span> {desk.phoneHours}
              {desk.phoneAnswerAs && <div>{t('answerAs', { name: desk.phoneAnswerAs })}</div>}
            </>
          ) : (
            t('deskNone')
          )}
        </dd>
        <dt>{t('deskMail')}</dt>
        <dd>{desk.replyFrom}</dd>
      </dl>
    </section>
  );
};
