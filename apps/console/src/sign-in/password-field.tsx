import { IconAlertTriangle, IconEye, IconEyeOff } from '@tabler/icons-react';
import { type KeyboardEvent, type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './sign-in.module.css';

interface PasswordFieldProps {
  ref: Ref<HTMLInputElement>;
  value: string;
  onChange: (value: string) => void;
  autoComplete?: 'current-password' | 'new-password';
}

/** The password with a button that shows it, and a word when Caps Lock is on. Paste and password managers work. */
export const PasswordField = ({ ref, value, onChange, autoComplete = 'current-password' }: PasswordFieldProps) => {
  const { t } = useTranslation('sign-in');
  const [isShown, setShown] = useState(false);
  const [isCapsLock, setCapsLock] = useState(false);
  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));
  const Icon = isShown ? IconEyeOff : IconEye;

  return (
    <div className={classes.field}>
      <label htmlFor="password">{t('password')}</label>
      <div className={classes.control}>
        <input
          id="password"
          ref={ref}
          type={isShown ? 'text' : 'password'}
          autoComplete={autoComplete}
          autoCapitalize="off"
          spellCheck={false}
          aria-describedby="caps-lock"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={watchCapsLock}
          onKeyUp={watchCapsLock}
          onBlur={() => setCapsLock(false)}
        />
        <button
          type="button"
          className={classes.reveal}
          aria-label={isShown ? t('hidePassword') : t('showPassword')}
          onClick={() => setShown(!isShown)}
        >
          <Icon size={16} stroke={1.75} aria-hidden />
          {isShown ? t('hide') : t('show')}
        </button>
      </div>
      <div className={classes.hint} id="caps-lock" aria-live="polite">
        {isCapsLock && (
          <>
            <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
            {t('capsLock')}
          </>
        )}
      </div>
    </div>
  );
};
