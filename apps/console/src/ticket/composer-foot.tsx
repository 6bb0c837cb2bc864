import { IconDatabase, IconLock, IconSend, IconTextPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '../shared/action.js';
import { Tag } from '../shared/tag.js';
import type { ReplyDraft } from './reply-draft.js';
import classes from './composer.module.css';

interface ComposerFootProps {
  isNote: boolean;
  blocked: string | null;
  /** Takes the last reply back, while that can be done. */
  undo: ReactNode;
  then: ReplyDraft['then'];
  cannedTitles: readonly string[];
  onThen: (then: ReplyDraft['then']) => void;
  onCanned: () => void;
  onFacts: () => void;
  onMode: () => void;
  onSend: () => void;
  /** What the send is called, where it is none: 承認へ送る. */
  sendWord?: string;
}

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** 定型文, 事実, 内部メモ, what the ticket is after the send, and the send itself with the reason when it cannot be. */
export const ComposerFoot = (props: ComposerFootProps) => {
  const { isNote, blocked, undo, then, cannedTitles, onThen, onCanned, onFacts, onMode, onSend, sendWord } = props;
  const { t } = useTranslation('ticket');
  return (
    <div className={classes.foot}>
      {!isNote && (
        <Action look="quiet" keys={['/']} icon={<IconTextPlus {...icon} />} onClick={onCanned}>
          {t('foot.canned')}
        </Action>
      )}
      {!isNote && (
        <Action look="quiet" keys={['@']} icon={<IconDatabase {...icon} />} onClick={onFacts}>
          {t('foot.facts')}
        </Action>
      )}
      <Action
        look="quiet"
        keys={[isNote ? 'R' : 'M']}
        icon={<IconLock {...icon} />}
        aria-pressed={isNote}
        onClick={onMode}
      >
        {isNote ? t('foot.backToReply') : t('foot.note')}
      </Action>
      <span className={classes.canned}>{!isNote && cannedTitles.map((title) => <Tag key={title}>{title}</Tag>)}</span>
      {undo}
      {!isNote && (
        <span className={classes.then}>
          <select
            aria-label={t('foot.then')}
            value={then}
            onChange={(event) => onThen(event.currentTarget.value as ReplyDraft['then'])}
          >
            <option value="answered">{t('foot.answered')}</option>
            <option value="waiting_requester">{t('foot.waiting')}</option>
          </select>
        </span>
      )}
      <Action
        look="primary"
        className={classes.send}
        keys={['Ctrl', 'Enter']}
        icon={isNote ? <IconLock {...icon} /> : <IconSend {...icon} />}
        blocked={blocked}
        onClick={onSend}
      >
        {isNote ? t('foot.saveNote') : (sendWord ?? t('foot.send'))}
      </Action>
    </div>
  );
};
