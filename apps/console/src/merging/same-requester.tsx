import { useTranslation } from 'react-i18next';
import type { SameRequester } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { Action } from '../shared/action.js';
import { ChannelIcon } from '../shared/channel-icon.js';
import { Tag } from '../shared/tag.js';
import { shortDay } from '../shared/time.js';
import classes from '../ticket/context.module.css';
import type { MergingOfTicket } from './use-merging.js';
import { useReasons } from './use-reasons.js';

interface SameRequesterProps {
  /** Undefined until they are known. */
  others: readonly SameRequester[] | undefined;
  merging: MergingOfTicket;
  blocked: string | null;
  onOpen: (number: string) => void;
}

/** 同じ人と思われる問い合わせ: each with the reason; what is proposed to be one is merged by one press. */
export const SameRequesterList = ({ others, merging, blocked, onOpen }: SameRequesterProps) => {
  const { t } = useTranslation(['ticket', 'words', 'merging']);
  const language = presentLanguage();
  const reasons = useReasons();
  if (!others) return null;
  if (others.length === 0) return <p className={classes.none}>{t('ticket:context.noSame')}</p>;
  const [first] = others.filter(({ proposed }) => proposed);
  return (
    <ul>
      {others.map((other) => (
        <li key={other.id}>
          <button type="button" className={classes.sameRow} onClick={() => onOpen(other.number)}>
            <ChannelIcon channel={other.channel} size={15} />
            <span className={classes.sameTopic}>{t(`words:topic.${other.topic}`)}</span>
            <span className={classes.sameMeta}>
              {t(`words:channel.${other.channel}`)} {shortDay(other.createdAt, language)}
            </span>
            <Tag tone={other.state === 'closed' || other.state === 'answered' ? 'ok' : 'plain'}>
              {t(`words:state.${other.state}`)}
            </Tag>
          </button>
          <div className={classes.sameWhy}>
            <span>{reasons(other)}</span>
            {other.proposed && (
              <Action
                look="quiet"
                keys={other === first ? ['A'] : undefined}
                aria-label={`${t('merging:verb')} ${other.number}`}
                blocked={blocked ?? (merging.isBusy ? t('merging:busy') : null)}
                onClick={() => void merging.merge(other)}
              >
                {t('merging:verb')}
              </Action>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
};
