import {
  IconAlertOctagon,
  IconClipboardCheck,
  IconClockExclamation,
  IconMessageCircleExclamation,
  IconFlag,
  IconNews,
  IconPhoneCall,
  IconPhoneX,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ATTENTION_KINDS,
  type AttentionKind,
  type DeskView,
  type FloorAttention,
  type FloorView,
} from '#libs/contracts';
import { TakeCall } from '../escalations/take-call.js';
import { TenantMark } from '../shared/tenant-mark.js';
import { clockTime } from '../shared/time.js';
import classes from './attention-list.module.css';
import panel from './floor.module.css';
import { ListLink } from './list-link.js';
import { MoreRows } from './more-rows.js';
import { useFittingRows } from './use-fitting-rows.js';
import { useStillOrder } from './use-still-order.js';
import { agoWords } from './wait-words.js';

const LOOK: Record<AttentionKind, { Icon: typeof IconFlag; tone: 'danger' | 'warn' | 'plain' }> = {
  supervisor_called: { Icon: IconPhoneCall, tone: 'danger' },
  misuse: { Icon: IconFlag, tone: 'danger' },
  claim: { Icon: IconMessageCircleExclamation, tone: 'danger' },
  escalation: { Icon: IconAlertOctagon, tone: 'danger' },
  overdue: { Icon: IconClockExclamation, tone: 'danger' },
  promise_missed: { Icon: IconPhoneX, tone: 'warn' },
  lane: { Icon: IconNews, tone: 'plain' },
  approval: { Icon: IconClipboardCheck, tone: 'plain' },
};

/** A call to which somebody comes needs nobody else. */
const toneOf = ({ kind, takerName }: FloorAttention) => (takerName ? 'plain' : LOOK[kind].tone);

interface AttentionListProps {
  items: FloorView['attention'];
  counts: FloorView['attentionCounts'];
  desks: ReadonlyMap<string, DeskView>;
  now: number;
  /** There nobody scrolls: what does not fit is counted. */
  isWall?: boolean;
}

/** What needs a supervisor: by urgency, not by time. No requester's words; each line leads to its place. */
export const AttentionList = ({ items, counts, desks, now, isWall = false }: AttentionListProps) => {
  const { t } = useTranslation('floor');
  const { rows, hold } = useStillOrder(items, ({ kind, id }) => `${kind} ${id}`);
  const list = useRef<HTMLUListElement>(null);
  const fitting = useFittingRows(list, 'li', isWall);
  const further = furtherOf(items, counts);
  const urgent =
    items.filter((item) => toneOf(item) !== 'plain').length +
    sumOf(further.filter(({ kind }) => LOOK[kind].tone !== 'plain'));
  return (
    <section className={panel.panel} id="attention" tabIndex={-1} aria-labelledby="attention-title" data-region>
      <div className={panel.panelHead}>
        <h2 id="attention-title">{t('attention')}</h2>
        {urgent > 0 && <span className={classes.count}>{urgent.toLocaleString()}</span>}
        <span className={panel.aside}>{t('attentionNote')}</span>
      </div>
      {rows.length === 0 ? (
        <p className={panel.empty}>{t('nothingNeedsYou')}</p>
      ) : (
        <ul ref={list} className={`${panel.scroll} ${classes.list}`} {...hold}>
          {rows.map((item, place) => (
            <li key={`${item.kind} ${item.id}`} data-cut={place >= fitting || undefined}>
              <AttentionLink item={item}>
                <AttentionLine item={item} desk={item.deskId ? desks.get(item.deskId) : undefined} now={now} />
              </AttentionLink>
            </li>
          ))}
        </ul>
      )}
      {isWall ? (
        <MoreRows of="items" count={rows.length - fitting + sumOf(further)} />
      ) : (
        further.length > 0 && (
          <ul className={classes.further}>
            {further.map(({ kind, count }) => (
              <li key={kind}>
                <FurtherLink kind={kind}>{t('furtherOf', { kind: t(`kind.${kind}`), count })}</FurtherLink>
              </li>
            ))}
          </ul>
        )
      )}
    </section>
  );
};

interface Further {
  kind: AttentionKind;
  count: number;
}

/** What is counted and not shown. */
const furtherOf = (items: readonly FloorAttention[], counts: FloorView['attentionCounts']): Further[] =>
  ATTENTION_KINDS.map((kind) => ({
    kind,
    count: counts[kind] - items.filter((item) => item.kind === kind).length,
  })).filter(({ count }) => count > 0);

const sumOf = (further: readonly Further[]): number => further.reduce((sum, { count }) => sum + count, 0);

/** To the list that has all of a kind; lanes for few eyes have none here. */
const FurtherLink = ({ kind, children }: { kind: AttentionKind; children: string }) => {
  switch (kind) {
    case 'misuse':
    case 'claim':
      return <Link to="/console/misuse">{children}</Link>;
    case 'promise_missed':
      return <Link to="/console/promises">{children}</Link>;
    case 'approval':
      return <Link to="/console/approvals">{children}</Link>;
    case 'escalation':
    case 'overdue':
      return (
        <ListLink target={{ view: 'waiting', ...(kind === 'overdue' && { due: 'overdue' }) }} label={children}>
          {children}
        </ListLink>
      );
    case 'lane':
    case 'supervisor_called':
      return <span>{children}</span>;
  }
};

const AttentionLink = ({ item: { kind, id, number }, children }: { item: FloorAttention; children: ReactNode }) => {
  if (kind === 'approval') {
    return (
      <Link to="/console/approvals/$id" params={{ id }} className={classes.line}>
        {children}
      </Link>
    );
  }
  if (kind === 'claim') {
    return (
      <Link to="/console/misuse" className={classes.line}>
        {children}
      </Link>
    );
  }
  if (kind === 'promise_missed') {
    return (
      <Link to="/console/promises" className={classes.line}>
        {children}
      </Link>
    );
  }
  if (kind === 'supervisor_called') return <div className={classes.line}>{children}</div>;
  return number ? (
    <Link to="/console/t/$number" params={{ number }} className={classes.line}>
      {children}
    </Link>
  ) : (
    <span className={classes.line}>{children}</span>
  );
};

const AttentionLine = ({ item, desk, now }: { item: FloorAttention; desk: DeskView | undefined; now: number }) => {
  const { t } = useTranslation('floor');
  const { Icon } = LOOK[item.kind];
  const tone = toneOf(item);
  return (
    <>
      <span className={classes.icon} data-tone={tone}>
        <Icon size={16} stroke={1.75} aria-hidden />
      </span>
      <span className={classes.words}>
        <strong>{t(`kind.${item.kind}`)}</strong>
        {desk && (
          <span className={classes.shop}>
            <TenantMark mark={desk.mark} size={20} />
            <span>
              {desk.siteName}
              {item.topic && t('words:separator') + t(`words:topic.${item.topic}`)}
            </span>
          </span>
        )}
        <small>{noteOf(item, t)}</small>
        {item.kind === 'supervisor_called' && !item.takerName && (
          <span className={classes.act}>
            <TakeCall id={item.id} agentName={item.personName ?? ''} />
          </span>
        )}
      </span>
      <time dateTime={item.until ?? item.since}>{agoWords(t, ageOf(item, now), now)}</time>
    </>
  );
};

/** Of what is late, how late; else how long it has been there. */
const ageOf = ({ until, since }: FloorAttention, now: number): string =>
  until !== null && Date.parse(until) < now ? until : since;

const noteOf = (item: FloorAttention, t: ReturnType<typeof useTranslation<'floor'>>['t']): string => {
  if (item.kind === 'claim') return t('note.claim');
  if (item.takerName) return t('note.taken', { person: item.personName, name: item.takerName });
  const person = item.personName ?? t('nobodyOwns');
  return item.until ? t(`note.${item.kind}`, { person, time: clockTime(item.until) }) : person;
};
