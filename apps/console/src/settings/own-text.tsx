import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '../shared/action.js';
import { useShops } from './use-shops.js';
import classes from './texts.module.css';

/** A shop may tell its own words in the place of a common text; of a shop that does, they are opened. */
export const OwnText = ({ onWrite }: { onWrite: (tenantId: string) => void }) => {
  const { t } = useTranslation('texts');
  const shops = useShops();
  const [chosen, setChosen] = useState('');
  return (
    <form
      className={classes.own}
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== '') onWrite(chosen);
      }}
    >
      <label>
        {t('own.shop')}
        <select value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
          <option value="">{t('own.choose')}</option>
          {shops.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Action type="submit" blocked={chosen === '' ? t('own.choose') : null}>
        {t('own.write')}
      </Action>
      <span>{t('own.note')}</span>
    </form>
  );
};
