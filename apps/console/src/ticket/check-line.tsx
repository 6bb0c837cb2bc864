import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { REPLY_LENGTH } from '#libs/contracts';
import { Key } from '../shared/shortcuts.js';
import { useLengthBlock } from './use-reply.js';
import type { ReplyCheck } from './use-reply-check.js';
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

/** 名義 · 宛名 · 尋ねてはいけない事項 · 表現 · 文字 · 未入力: what was looked at, and what to mend. */
export const CheckLine = ({
  text,
  check,
  blocked,
  id,
}: {
  text: string;
  check: ReplyCheck;
  /** Why nothing can be sent on this ticket now. */
  blocked: string | null;
  id: string;
}) => {
  const { t } = useTranslation(['ticket', 'words']);
  const { problems, warnings, addressee, lostCharacters } = check;
  const tooLong = useLengthBlock(text, REPLY_LENGTH);
  const open = problems.flatMap((problem) => (problem.code === 'reply.placeholder_open' ? [problem.label] : []));
  const asked = problems.flatMap((problem) => (problem.code === 'reply.asks_for_secret' ? [problem.secret] : []));
  const contained = problems.flatMap((problem) => (problem.code === 'reply.contains_secret' ? [problem.secret] : []));
  const listed = (words: readonly string[]) => [...new Set(words)].join(t('ticket:context.listSeparator'));
  const secrets = (of: readonly string[]) => listed(of.map((secret) => t(`words:secret.${secret}`)));
  return (
    <div className={classes.checks} id={id} data-testid="check-line">
      <Check state="ok">{t('ticket:check.identity')}</Check>
      {addressee === 'other' ? (
        <Check state="warn">{t('ticket:check.otherAddressee')}</Check>
      ) : (
        addressee === 'right' && <Check state="ok">{t('ticket:check.addressee')}</Check>
      )}
      {asked.length > 0 ? (
        <Check state="bad">{t('ticket:check.asks', { secrets: secrets(asked) })}</Check>
      ) : (
        <Check state="ok">{t('ticket:check.asksNothing')}</Check>
      )}
      {contained.length > 0 && <Check state="bad">{t('ticket:check.contains', { secrets: secrets(contained) })}</Check>}
      {warnings.length > 0 ? (
        <Check state="warn">{t('ticket:check.wording', { count: warnings.length })}</Check>
      ) : (
        text.trim() !== '' && !check.isChecking && <Check state="ok">{t('ticket:check.wordingFine')}</Check>
      )}
      {lostCharacters.length > 0 && (
        <Check state="bad">{t('ticket:check.lost', { characters: listed(lostCharacters) })}</Check>
      )}
      {tooLong && <Check state="bad">{tooLong}</Check>}
      {blocked && (
        <span className={classes.open}>
          <IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" />
          {blocked}
        </span>
      )}
      {open.length > 0 && (
        <span className={classes.open}>
          <IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" />
          {t('ticket:check.open', { count: open.length, labels: listed(open) })}
          <Key>Ctrl</Key>
          <Key>J</Key>
        </span>
      )}
    </div>
  );
};
