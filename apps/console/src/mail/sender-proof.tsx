import { useTranslation } from 'react-i18next';
import type { SenderProofView } from '#libs/contracts';

/** What was found out about a mail's sender when it came, and by whom. */
export const SenderProof = ({ proof }: { proof: SenderProofView }) => {
  const { t } = useTranslation('mail');
  const { vouchedBy, ...results } = proof;
  return (
    <>
      {t('detail.proof', results)}
      {vouchedBy !== null && ` ${t('detail.vouchedBy', { server: vouchedBy })}`}
    </>
  );
};
