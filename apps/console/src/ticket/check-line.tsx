import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplyProblem } from '#libs/contracts';
import { Key } from '../shared/shortcuts.js';
import { addressee } from './draft-text.js';
import classes from './composer.module.css';

type State = 'ok' | 'warn' | 'bad';
const ICONS = { ok: IconCheck, warn: IconAlertTriangle, bad: IconX } as const;

const Check = ({ state, children }: { state: State; children: ReactNode }) => {
  const Icon = ICONS[state];
  return (
    <span className={classes.check} data-state={state}>
      <Icon size={14} stroke={1.75} aria-hidden="true" />
      {children}
    </span>
  );
};

/** 名義 · 宛名 · 尋ねてはいけない事項 · 未入力: what was looked at, and the one thing to mend. */
export const CheckLine = ({
  text,
  requesterName,
  problems,
  blocked,
  id,
}: {
  text: string;
  requesterName: string;
  problems: readonly ReplyProblem[];
  /** Why nothing can be sent on this ticket now. */
  blocked: string | null;
  id: string;
}) => {
  const { t } = useTranslation(['ticket', 'words']);
  const open = problems.flatMap((problem) => (problem.code === 'reply.placeholder_open' ? [problem.label] : []));
  const asked = problems.flatMap((problem) => (problem.code === 'reply.asks_for_secret' ? [problem.secret] : []));
  const contained = problems.flatMap((problem) => (problem.code === 'reply.contains_secret' ? [problem.secret] : []));
  const to = addressee(text, requesterName);
  const words = (secrets: readonly string[]) =>
    [...new Set(secrets)].map((secret) => t(`words:secret.${secret}`)).join(t('ticket:context.listSeparator'));
  return (
    <div className={classes.checks} id={id} data-testid="check-line">
      <Check state="ok">{t('ticket:check.identity')}</Check>
      {to === 'other' ? (
        <Check state="warn">{t('ticket:check.otherAddressee')}</Check>
      ) : (
        to === 'right' && <Check state="ok">{t('ticket:check.addressee')}</Check>
      )}
      {asked.length > 0 ? (
        <Check state="bad">{t('ticket:check.asks', { secrets: words(asked) })}</Check>
      ) : (
        <Check state="ok">{t('ticket:check.asksNothing')}</Check>
      )}
      {contained.length > 0 && <Check state="bad">{t('ticket:check.contains', { secrets: words(contained) })}</Check>}
      {blocked && (
        <span className={classes.open}>
          <IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" />
          {blocked}
        </span>
      )}
      {open.length > 0 && (
        <span className={classes.open}>
          <IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" />
          {t('ticket:check.open', {
            count: open.length,
            labels: [...new Set(open)].join(t('ticket:context.listSeparator')),
          })}
          <Key>Ctrl</Key>
          <Key>J</Key>
        </span>
      )}
    </div>
  );
};
