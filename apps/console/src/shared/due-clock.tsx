import { IconAlertOctagon, IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNow } from './ticker.js';
import { dueState, spanOf } from './time.js';
import classes from './shared.module.css';

const ICONS = { plain: null, soon: IconAlertTriangle, over: IconAlertOctagon } as const;

/** 残 18分 / 超過 6分: word, sign and colour; `before` says what is due. */
export const DueClock = ({ dueAt, before }: { dueAt: string; before?: string }) => {
  const { t } = useTranslation('words');
  const now = useNow(10_000);
  const { kind, span } = dueState(dueAt, now);
  const Icon = ICONS[kind];
  const text = t(`span.${span.unit}`, { count: span.count });
  return (
    <span className={classes.due} data-kind={kind}>
      {Icon && <Icon size={14} stroke={1.75} aria-hidden="true" />}
      {before && <span>{before}</span>}
      {t(kind === 'over' ? 'due.over' : 'due.left', { span: text })}
    </span>
  );
};

/** 待 22分. */
export const WaitedFor = ({ since }: { since: string }) => {
  const { t } = useTranslation('words');
  const now = useNow(10_000);
  const span = spanOf(now - Date.parse(since));
  return <span>{t('waited', { span: t(`span.${span.unit}`, { count: span.count }) })}</span>;
};
