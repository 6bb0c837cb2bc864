import { IconBan, IconBuildingStore } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DeskView } from '#libs/contracts';
import classes from './phone.module.css';

/** What must not be said, always in sight, and what this desk offers. */
export const CallSide = ({ desk }: { desk: DeskView | undefined }) => {
  const { t } = useTranslation('phone');
  const neverSay = t('neverSay', { returnObjects: true }) as string[];
  return (
    <aside className={classes.side} aria-label={t('side')}>
      <section className={classes.sideSection}>
        <h2>
          <IconBan size={17} stroke={1.75} aria-hidden />
          {t('neverSayTitle')}
        </h2>
        <ul className={classes.neverSay}>
          {neverSay.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </section>
      {desk && (
        <section className={classes.sideSection}>
          <h2>
            <IconBuildingStore size={17} stroke={1.75} aria-hidden />
            {t('deskFacts')}
          </h2>
          <dl className={classes.facts}>
            <dt>{t('factShop')}</dt>
            <dd>{desk.siteName}</dd>
            <dt>{t('factCompany')}</dt>
            <dd>{desk.tenantName}</dd>
            <dt>{t('factPhone')}</dt>
            <dd>{desk.phoneHours ?? t('notOffered')}</dd>
            <dt>{t('factForm')}</dt>
            <dd>{desk.channels.form ? t('offered') : t('notOffered')}</dd>
            <dt>{t('factMail')}</dt>
            <dd>{desk.replyFrom}</dd>
          </dl>
        </section>
      )}
    </aside>
  );
};
