import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ACCOUNT_ROLES,
  type AccountRequest,
  type AccountRole,
  TRAINING_LEVELS,
  type TrainingLevel,
} from '#libs/contracts';
import { Field } from '../mail/field.js';
import { useShops } from './use-shops.js';
import classes from './people.module.css';

type Rights = Pick<AccountRequest, 'role' | 'tenantIds' | 'lastDay' | 'trainingLevel'>;

interface RightsFieldsProps<T extends Rights> {
  value: T;
  onChange: (value: T) => void;
  /** The first day, where one account has it; it stands before the last. */
  children?: ReactNode;
}

/** Role, shops, last day and training: the same for one account and for the template of a file. */
export const RightsFields = <T extends Rights>({ value, onChange, children }: RightsFieldsProps<T>) => {
  const { t } = useTranslation('people');
  const shops = useShops();
  const toggle = (id: string) =>
    onChange({
      ...value,
      tenantIds: value.tenantIds.includes(id)
        ? value.tenantIds.filter((each) => each !== id)
        : [...value.tenantIds, id],
    });
  const hasAll = shops.every(({ id }) => value.tenantIds.includes(id));
  return (
    <>
      <div className={classes.pair}>
        <p className={classes.field}>
          <label htmlFor="account-role">{t('account.role')}</label>
          <select
            id="account-role"
            value={value.role}
            onChange={(event) => onChange({ ...value, role: event.currentTarget.value as AccountRole })}
          >
            {ACCOUNT_ROLES.map((role) => (
              <option key={role} value={role}>
                {t(`role.${role}`)}
              </option>
            ))}
          </select>
        </p>
        <p className={classes.field}>
          <label htmlFor="account-training">{t('account.training')}</label>
          <select
            id="account-training"
            value={value.trainingLevel}
            onChange={(event) => onChange({ ...value, trainingLevel: event.currentTarget.value as TrainingLevel })}
          >
            {TRAINING_LEVELS.map((level) => (
              <option key={level} value={level}>
                {t(`training.${level}`)}
              </option>
            ))}
          </select>
        </p>
        {children}
        <Field
          label={t('account.lastDay')}
          type="date"
          value={value.lastDay ?? ''}
          onChange={(event) => onChange({ ...value, lastDay: event.currentTarget.value || null })}
        />
      </div>
      <fieldset className={classes.shops}>
        <legend>{t('account.shops', { count: value.tenantIds.length })}</legend>
        <label>
          <input
            type="checkbox"
            checked={hasAll}
            onChange={() => onChange({ ...value, tenantIds: hasAll ? [] : shops.map(({ id }) => id) })}
          />
          <strong>{t('account.allShops')}</strong>
        </label>
        {shops.map(({ id, name }) => (
          <label key={id}>
            <input type="checkbox" checked={value.tenantIds.includes(id)} onChange={() => toggle(id)} />
            {name}
          </label>
        ))}
      </fieldset>
    </>
  );
};
