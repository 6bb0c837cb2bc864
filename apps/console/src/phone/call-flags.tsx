import { useTranslation } from 'react-i18next';
import { COMPLAINT_LEVELS, NUMBER_KINDS } from '#libs/contracts';
import { Key } from '../shared/shortcuts.jsx';
import type { CallDraft } from './call-draft.js';
import { FLAG_CAPS } from './call-keys.js';
import { walk } from './choice-keys.jsx';
import classes from './phone.module.css';

/** What one press of a flag's key changes: switches go on and off, kinds and levels go round. */
export const flagged = (draft: CallDraft, flag: keyof typeof FLAG_CAPS): Partial<CallDraft> => {
  switch (flag) {
    case 'relay':
      return { relay: !draft.relay };
    case 'number': {
      const next = NUMBER_KINDS[(NUMBER_KINDS.indexOf(draft.numberKind) + 1) % NUMBER_KINDS.length]!;
      return { numberKind: next };
    }
    case 'proxy':
      return { callerRole: draft.callerRole === 'proxy' ? 'self' : 'proxy' };
    case 'complaint':
      return { complaintLevel: COMPLAINT_LEVELS[(draft.complaintLevel + 1) % COMPLAINT_LEVELS.length]! };
  }
};

interface CallFlagsProps {
  draft: CallDraft;
  onFlag: (flag: keyof typeof FLAG_CAPS) => void;
  disabled: boolean;
}

/** Marks of the call, one key each, and together one stop of the Tab key. */
export const CallFlags = ({ draft, onFlag, disabled }: CallFlagsProps) => {
  const { t } = useTranslation('phone');
  const flags = [
    { flag: 'relay', isOn: draft.relay, word: t('flags.relay') },
    { flag: 'number', isOn: draft.numberKind !== 'number', word: t(`flags.kind.${draft.numberKind}`) },
    { flag: 'proxy', isOn: draft.callerRole === 'proxy', word: t('flags.proxy') },
    {
      flag: 'complaint',
      isOn: draft.complaintLevel > 0,
      word: t(draft.complaintLevel > 0 ? 'flags.complaintLevel' : 'flags.complaint', { level: draft.complaintLevel }),
    },
  ] as const;
  return (
    <div className={classes.flags} role="group" aria-label={t('flags.label')} onKeyDown={walk}>
      {flags.map(({ flag, isOn, word }, place) => (
        <button
          key={flag}
          type="button"
          className={classes.flag}
          aria-pressed={isOn}
          aria-keyshortcuts={`Alt+${FLAG_CAPS[flag]}`}
          data-level={flag === 'complaint' ? draft.complaintLevel : undefined}
          tabIndex={place === 0 ? 0 : -1}
          disabled={disabled}
          onClick={() => onFlag(flag)}
        >
          <span>{word}</span>
          <Key>{FLAG_CAPS[flag]}</Key>
        </button>
      ))}
    </div>
  );
};
