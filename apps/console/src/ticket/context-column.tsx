import { IconListDetails, IconMessageQuestion, IconSpeakerphone, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CohortView, DeskView, StatementView, TicketView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { useCan } from '../app/session.js';
import { Tag } from '../shared/tag.js';
import { dayAndTime, isoMoment } from '../shared/time.js';
import { ticketFactsQuery } from '../wire/queries.js';
import { AnswerCandidates } from './answer-candidates.js';
import classes from './context.module.css';

const Section = ({
  title,
  side,
  icon,
  children,
}: {
  title: string;
  side?: string;
  icon?: ReactNode;
  children: ReactNode;
}) => (
  <section className={classes.section} aria-label={title}>
    <h2 className={classes.heading}>
      {icon}
      {title}
      {side && <span className={classes.side}>{side}</span>}
    </h2>
    {children}
  </section>
);

const Line = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className={classes.line}>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);

const Requester = ({ ticket }: { ticket: TicketView }) => {
  const { t } = useTranslation(['ticket', 'words']);
  const { requester, clocks } = ticket;
  if (!requester) return <p className={classes.none}>{t('ticket:context.requesterHidden')}</p>;
  const { name, kana, email, phone, orderNumber, noticeReceived, preferredContact, contactBand } = requester;
  return (
    <dl>
      <Line label={t('ticket:context.name')}>
        <strong>{name}</strong> {kana}
      </Line>
      <Line label={t('ticket:context.email')}>{email ?? t('ticket:context.notTold')}</Line>
      <Line label={t('ticket:context.phone')}>
        {phone ?? t('ticket:context.notTold')}
        {preferredContact === 'phone' && ` ${t('ticket:context.byPhone')}`}
        {contactBand && ` ${contactBand}`}
      </Line>
      {orderNumber && <Line label={t('ticket:context.order')}>{orderNumber}</Line>}
      {noticeReceived && <Line label={t('ticket:context.notice')}>{t(`words:notice.${noticeReceived}`)}</Line>}
      {clocks.told && (
        <Line label={t('ticket:context.told')}>
          {t('ticket:context.toldBy', { moment: dayAndTime(clocks.told, presentLanguage()) })}
        </Line>
      )}
    </dl>
  );
};

/** 10,946名 / 注文 15,581件: every number with its unit, never summed. */
const useCountWords = () => {
  const { t } = useTranslation('words');
  return ({ unit, value, about, max }: CohortView['counts'][number]): string => {
    let text = t(`count.${unit}`, { count: value, value: value.toLocaleString('en-US') });
    if (about) text = t('count.about', { text });
    return max ? t('count.max', { text }) : text;
  };
};

const Cohort = ({ cohort }: { cohort: CohortView }) => {
  const { t } = useTranslation(['ticket', 'words']);
  const countWords = useCountWords();
  const [first, ...others] = cohort.counts.map(countWords);
  return (
    <dl className={classes.cohort}>
      {cohort.label && <Line label={t('ticket:context.cohort')}>{cohort.label}</Line>}
      <Line label={t('ticket:context.period')}>
        <span className="nowrap">{t('ticket:context.from', { moment: isoMoment(cohort.periodFrom) })}</span>{' '}
        <span className="nowrap">{isoMoment(cohort.periodTo)}</span>
      </Line>
      <Line label={t('ticket:context.count')}>
        <strong>{first}</strong>
        {others.length > 0 && ` / ${others.join(' / ')}`}
      </Line>
      <Line label={t('ticket:context.grade')}>
        <Tag>{t(`words:grade.${cohort.grade}`)}</Tag>
      </Line>
      {cohort.items.length > 0 && (
        <Line label={t('ticket:context.items')}>{cohort.items.join(t('ticket:context.listSeparator'))}</Line>
      )}
      {cohort.notItems.length > 0 && (
        <Line label={t('ticket:context.notItems')}>
          <strong>{cohort.notItems.join(t('ticket:context.listSeparator'))}</strong>
        </Line>
      )}
    </dl>
  );
};

const Statement = ({ statement, isPast = false }: { statement: StatementView; isPast?: boolean }) => {
  const { t } = useTranslation('ticket');
  const report = t('context.report', { number: statement.number });
  return (
    <p className={classes.statement}>
      <Tag tone={isPast ? 'plain' : 'accent'}>{isPast ? t('context.atReceipt', { report }) : report}</Tag>
      <span>{statement.title}</span>
      <time dateTime={statement.issuedAt}>{dayAndTime(statement.issuedAt, presentLanguage())}</time>
    </p>
  );
};

/** What is known beside the conversation, in a fixed order; a section without content says what is missing. */
export const ContextColumn = ({
  ticket,
  desk,
  sameCount,
  same,
}: {
  ticket: TicketView;
  desk: DeskView | undefined;
  sameCount: number;
  /** Other inquiries of the same person, with what can be done about them. */
  same: ReactNode;
}) => {
  const { t } = useTranslation(['ticket', 'words']);
  const mayAnswer = useCan('ticket:answer');
  const facts = useQuery(ticketFactsQuery(ticket.id));
  const { statement, statementAtReceipt } = facts.data ?? {};
  const isFromBefore = statementAtReceipt && statementAtReceipt.number !== statement?.number;
  /** What stands in the place of facts: that there are none is said only once that is known. */
  const instead = (none: 'noStatement' | 'noFacts') =>
    t(`ticket:context.${facts.isError ? 'factsFailed' : facts.isPending ? 'factsLoading' : none}`);
  const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;
  return (
    <div className={classes.column}>
      <Section title={t('ticket:context.requester')}>
        <Requester ticket={ticket} />
      </Section>
      <Section
        title={t('ticket:context.same')}
        icon={<IconUsers {...icon} />}
        side={sameCount > 0 ? t('ticket:context.sameCount', { count: sameCount }) : undefined}
      >
        {same}
      </Section>
      <Section title={t('ticket:context.statement')} icon={<IconSpeakerphone {...icon} />}>
        {statement ? <Statement statement={statement} /> : <p className={classes.none}>{instead('noStatement')}</p>}
        {isFromBefore && <Statement statement={statementAtReceipt} isPast />}
      </Section>
      <Section title={t('ticket:context.facts')} icon={<IconListDetails {...icon} />} side={facts.data?.incident.title}>
        {facts.data && facts.data.cohorts.length > 0 ? (
          facts.data.cohorts.map((cohort) => <Cohort key={cohort.label} cohort={cohort} />)
        ) : (
          <p className={classes.none}>{instead('noFacts')}</p>
        )}
        {facts.isError && (
          <button type="button" className="action" onClick={() => void facts.refetch()}>
            {t('ticket:context.retry')}
          </button>
        )}
      </Section>
      {mayAnswer && (
        <Section title={t('ticket:context.candidates')} icon={<IconMessageQuestion {...icon} />}>
          <AnswerCandidates ticket={ticket} />
        </Section>
      )}
      {desk && (
        <Section title={t('ticket:context.desk')}>
          <dl>
            <Line label={t('ticket:context.deskName')}>{desk.name}</Line>
            {desk.phoneNumber && <Line label={t('ticket:context.phone')}>{desk.phoneNumber}</Line>}
            {desk.phoneHours && <Line label={t('ticket:context.hours')}>{desk.phoneHours}</Line>}
          </dl>
        </Section>
      )}
    </div>
  );
};
