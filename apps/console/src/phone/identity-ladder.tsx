import { IconCheck, IconLock, IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IDENTITY_ITEMS, type IdentityItem } from '#libs/contracts';
import { type CallDraft, identityOf } from './call-draft.js';
import phone from './phone.module.css';
import classes from './call-side.module.css';

interface IdentityLadderProps {
  draft: CallDraft;
  onChange: (part: Partial<CallDraft>) => void;
  disabled: boolean;
}

/** The next state of one item: not asked, matches, asked without a match. */
const pressed = ({ asked, matched }: CallDraft, item: IdentityItem): Pick<CallDraft, 'asked' | 'matched'> => {
  if (!asked.includes(item)) return { asked: [...asked, item], matched: [...matched, item] };
  if (matched.includes(item)) return { asked, matched: matched.filter((each) => each !== item) };
  return { asked: asked.filter((each) => each !== item), matched };
};

/** What was asked about the person and what matched, as far as an answer needs it; secrets are never asked. */
export const IdentityLadder = ({ draft, onChange, disabled }: IdentityLadderProps) => {
  const { t } = useTranslation('phone');
  const { level } = identityOf(draft);
  const rungs = [t('identity.general'), t('identity.two'), t('identity.documents')];
  return (
    <section className={classes.sideSection}>
      <h2>
        <IconShieldCheck size={17} stroke={1.75} aria-hidden />
        {t('identity.title')}
      </h2>
      <ol className={classes.rungs} aria-label={t('identity.level', { word: rungs[level] })}>
        {rungs.map((word, rung) => (
          <li key={word} data-reached={rung <= level}>
            {rung <= level ? (
              <IconCheck size={13} stroke={2} aria-hidden />
            ) : (
              <IconLock size={13} stroke={1.75} aria-hidden />
            )}
            {word}
          </li>
        ))}
      </ol>
      <div className={classes.matches} role="group" aria-label={t('identity.asked')}>
        {IDENTITY_ITEMS.map((item) => {
          const state = draft.matched.includes(item) ? 'match' : draft.asked.includes(item) ? 'miss' : 'none';
          return (
            <button
              key={item}
              type="button"
              className={classes.match}
              data-state={state}
              disabled={disabled}
              onClick={() => onChange(pressed(draft, item))}
            >
              {t(`identity.items.${item}`)}
              <span>{t(`identity.states.${state}`)}</span>
            </button>
          );
        })}
        <button
          type="button"
          className={classes.match}
          aria-pressed={draft.documents}
          data-state={draft.documents ? 'match' : 'none'}
          disabled={disabled}
          onClick={() => onChange({ documents: !draft.documents })}
        >
          {t('identity.toShop')}
          <span>{t(draft.documents ? 'identity.states.done' : 'identity.states.none')}</span>
        </button>
      </div>
      <p className={phone.hint}>{t(`identity.may.${level}`)}</p>
    </section>
  );
};
