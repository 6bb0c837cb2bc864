import { IconAlertTriangle } from '@tabler/icons-react';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { MIN_WARNING_REASON, type ReplyWarning } from '#libs/contracts';
import type { Range } from './draft-text.js';
import classes from './warning-list.module.css';

/** Each warning in one sentence that names the words. */
const useWarningSentence = (): ((warning: ReplyWarning) => string) => {
  const { t } = useTranslation(['ticket', 'words']);
  return (warning) => {
    const { words } = warning;
    if (warning.code === 'reply.too_strong') {
      const grade = t(`words:grade.${warning.grade}`);
      return t('ticket:warning.too_strong', { words, grade, instead: warning.instead });
    }
    if (warning.code === 'reply.wording') return t(`ticket:warning.wording.${warning.slip}`, { words });
    if (warning.code === 'reply.fact_differs') {
      return t('ticket:warning.fact_differs', { words, expected: warning.expected });
    }
    return t(`ticket:warning.${warning.code.replace('reply.', '')}`, { words });
  };
};

/** Is this enough of a reason for sending in spite of warnings? */
export const isReason = (text: string): boolean => text.trim().length >= MIN_WARNING_REASON;

/** What needs a second look, each with the way to its place, and the reason for leaving it as it is. */
export const WarningList = ({
  warnings,
  reason,
  onReason,
  onGo,
  fieldRef,
  id,
}: {
  warnings: readonly ReplyWarning[];
  reason: string;
  onReason: (reason: string) => void;
  onGo: (place: Range) => void;
  fieldRef: Ref<HTMLInputElement>;
  id: string;
}) => {
  const { t } = useTranslation('ticket');
  const sentence = useWarningSentence();
  if (warnings.length === 0) return null;
  return (
    <section className={classes.warnings} aria-label={t('warning.label')}>
      <ul>
        {warnings.map((warning) => (
          <li key={`${warning.code}${warning.start}`}>
            <IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" />
            <button type="button" onClick={() => onGo(warning)} title={t('warning.go')}>
              {sentence(warning)}
            </button>
          </li>
        ))}
      </ul>
      <label className={classes.reason} htmlFor={id}>
        {t('warning.reason')}
        <input
          ref={fieldRef}
          id={id}
          value={reason}
          maxLength={300}
          required
          autoComplete="off"
          placeholder={t('warning.placeholder')}
          onChange={(event) => onReason(event.currentTarget.value)}
        />
      </label>
    </section>
  );
};
