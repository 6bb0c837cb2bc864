import { IconMessageDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './sign-in.module.css';

/** Whose door this is: the desk and its host, never an incident or a shop. */
export const DeskHead = () => {
  const { t } = useTranslation('sign-in');
  return (
    <div className={classes.desk}>
      <span className={classes.deskMark} aria-hidden>
        <IconMessageDots size={20} stroke={1.75} />
      </span>
      <div>
        <div className={classes.deskName}>{t('deskName')}</div>
        <div className={classes.host}>{window.location.host}</div>
      </div>
    </div>
  );
};
