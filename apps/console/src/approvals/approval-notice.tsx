import { IconShieldQuestion } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ApprovalNeed } from '#libs/contracts';
import classes from './notice.module.css';

interface ApprovalNoticeProps {
  need: ApprovalNeed | null;
  note: string;
  onNote: (note: string) => void;
}

/** Why this reply goes to somebody else first and to whom, and a word to that person. */
export const ApprovalNotice = ({ need, note, onNote }: ApprovalNoticeProps) => {
  const { t } = useTranslation('approvals');
  if (!need) return null;
  const reasons = need.reasons.map((reason) => t(`reasonWord.${reason}`, { percent: need.changedPercent })).join('、');
  return (
    <div className={classes.notice}>
      <IconShieldQuestion size={16} stroke={1.75} aria-hidden="true" />
      <span>
        {t('composer.because', { reasons })} ―{' '}
        {need.approvers.length > 0 ? t('composer.to', { names: need.approvers.join('、') }) : t('composer.toNobody')}
      </span>
      <input
        aria-label={t('composer.note')}
        placeholder={t('composer.note')}
        value={note}
        maxLength={500}
        onChange={(event) => onNote(event.currentTarget.value)}
      />
    </div>
  );
};
