import { useTranslation } from 'react-i18next';
import { ESCALATING_TOPICS, type FloorView } from '#libs/contracts';
import bar from '../shared/track.module.css';
import panel from './floor.module.css';
import classes from './topic-bars.module.css';
import { ListLink } from './list-link.js';

/** What people ask, among the inquiries that wait. Topics that a supervisor must know of carry the word for it. */
export const TopicBars = ({ byTopic }: { byTopic: FloorView['byTopic'] }) => {
  const { t } = useTranslation('floor');
  const topics = byTopic.filter(({ waiting }) => waiting > 0).sort((a, b) => b.waiting - a.waiting);
  const most = topics[0]?.waiting ?? 1;
  return (
    <section className={panel.panel} aria-labelledby="topics-title" data-region>
      <div className={panel.panelHead}>
        <h2 id="topics-title">{t('topics')}</h2>
        <span className={panel.aside}>{t('topicsNote')}</span>
      </div>
      {topics.length === 0 ? (
        <p className={panel.empty}>{t('nothingWaits')}</p>
      ) : (
        <ul className={classes.bars}>
          {topics.map(({ topic, waiting }) => (
            <li key={topic}>
              <ListLink
                target={{ view: 'waiting', topic }}
                className={classes.bar}
                label={t('topicSaid', { topic: t(`words:topic.${topic}`), count: waiting })}
              >
                <span className={classes.barName}>
                  {t(`words:topic.${topic}`)}
                  {ESCALATING_TOPICS.includes(topic) && <span className={classes.urgent}>{t('urgent')}</span>}
                </span>
                <span className={bar.track} aria-hidden>
                  <span style={{ width: `${(waiting / most) * 100}%` }} />
                </span>
                <span className={classes.barCount}>{waiting}</span>
              </ListLink>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
