import { useTranslation } from 'react-i18next';
import type { MisuseCluster } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { dayAndTime } from '../shared/time.js';
import classes from './misuse.module.css';

/** Reports that resemble each other, across shops: often the first sign of what was taken, and by whom it is used. */
export const ClusterList = ({ clusters }: { clusters: readonly MisuseCluster[] }) => {
  const { t } = useTranslation('misuse');
  return (
    <section className={classes.clusters}>
      <h2>{t('cluster.title')}</h2>
      {clusters.length === 0 && <p className={classes.note}>{t('cluster.none')}</p>}
      <ul className={classes.texts}>
        {clusters.map(({ contact, pretext, reports, shops, confirmed, latestAt, hosts }) => (
          <li key={`${contact} ${pretext}`}>
            <strong>
              {t(`contact.${contact}`)}
              {t('words:separator')}
              {t(`pretext.${pretext}`)}
            </strong>
            <span>
              {t('cluster.count', { count: reports, shops, confirmed })}{' '}
              {t('cluster.latest', { time: dayAndTime(latestAt, presentLanguage()) })}
            </span>
            {hosts.length > 0 && <span>{t('cluster.hosts', { hosts: hosts.join(' ') })}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
};
