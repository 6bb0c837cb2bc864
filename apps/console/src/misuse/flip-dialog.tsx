import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MisuseRegister, MisuseRow } from '#libs/contracts';
import { Action } from '../shared/action.js';
import { ClaimTexts } from './claim-texts.js';
import classes from './misuse.module.css';

interface FlipDialogProps {
  row: MisuseRow;
  texts: MisuseRegister['claims'][number]['texts'];
  onConfirm: () => void;
  onClose: () => void;
}

/** Before the first report is confirmed: what that does to the claim, and to which texts. */
export const FlipDialog = ({ row, texts, onConfirm, onClose }: FlipDialogProps) => {
  const { t } = useTranslation('misuse');
  return (
    <Modal opened onClose={onClose} withCloseButton={false} attributes={{ content: { 'aria-label': t('flip.title') } }}>
      <div className={classes.flip}>
        <h2>{t('flip.title')}</h2>
        <p>{t('flip.text', { number: row.number })}</p>
        <ClaimTexts texts={texts} />
        <div className={classes.foot}>
          <Action look="primary" data-autofocus onClick={onConfirm}>
            {t('flip.confirm')}
          </Action>
          <Action onClick={onClose}>{t('flip.cancel')}</Action>
        </div>
      </div>
    </Modal>
  );
};
