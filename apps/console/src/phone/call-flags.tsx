import { useTranslation } from 'react-i18next';
import { CALL_STEPS, COMPLAINT_LEVELS, NUMBER_KINDS } from '#libs/contracts';
import { Key } from '../shared/shortcuts.js';
import type { CallDraft } from './call-draft.js';
import { FLAG_CAPS } from './call-keys.js';
import { walk } from './choice-keys.js';
import classes from './call-form.module.css';

/** In the order in which a hard call goes. */
const CALL_STEP_CHOICES = [null, ...CALL_STEPS] as const;

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
    case 'complaint': {
      const complaintLevel = COMPLAINT_LEVELS[(draft.complaintLevel + 1) % COMPLAINT_LEVELS.length]!;
      return { complaintLevel, ...(complaintLevel === 0 && { complaintStep: null }) };
    }
    case 'step':
      // A caller who must be warned complains.
      return draft.complaintLevel === 0
        ? { complaintLevel: 1, complaintStep: 'warned' }
        : {
            complaintStep:
              CALL_STEP_CHOICES[(CALL_STEP_CHOICES.indexOf(draft.complaintStep) + 1) % CALL_STEP_CHOICES.length]!,
          };
  }
};

interface CallFlagsProps {
  draft: CallDraft;
  onFlag: (flag: keyof typeof FLAG_CAPS) => void;
  disabled: boolean;
}

/** Marks of the call, one key each, and together one stop of the Tab key. */
export const CallFlags = ({ draft, onFlag, disabled }: CallFlagsProps) => {
  const { t } = useTranslation(['phone', 'escalations']);
  const flags = [
    { flag: 'relay', isOn: draft.relay, word: t('phone:flags.relay') },
    { flag: 'number', isOn: draft.numberKind !== 'number', word: t(`phone:flags.kind.${draft.numberKind}`) },
    { flag: 'proxy', isOn: draft.callerRole === 'proxy', word: t('phone:flags.proxy') },
    {
      flag: 'complaint',
      isOn: draft.complaintLevel > 0,
      word: t(draft.complaintLevel > 0 ? 'phone:flags.complaintLevel' : 'phone:flags.complaint', {
        level: draft.complaintLevel,
      }),
    },
    {
      flag: 'step',
      isOn: draft.complaintStep !== null,
      word: draft.complaintStep ? t(`escalations:step.${draft.complaintStep}`) : t('phone:flags.step'),
    },
  ] as const;
  return (
    <div className={classes.flags} role="group" aria-label={t('phone:flags.label')} onKeyDown={walk}>
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
      {draft.complaintLevel > 0 && (
        <p className={classes.levelNote}>{t(`escalations:level.means.${draft.complaintLevel}`)}</p>
      )}
    </div>
  );
};
