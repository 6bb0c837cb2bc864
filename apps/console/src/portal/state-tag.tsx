import { useTranslation } from 'react-i18next';
import type { TicketState } from '#libs/contracts';
import { Tag, type TagTone } from '../shared/tag.js';

const TONES: Partial<Record<TicketState, TagTone>> = {
  open: 'accent',
  callback_due: 'warn',
  waiting_shop: 'warn',
  handed_back: 'note',
  answered: 'ok',
  closed: 'ok',
};
const WAITING_FOR_OTHERS: readonly TicketState[] = ['waiting_requester', 'waiting_shop', 'waiting_approval'];

/** The state in the words that a shop uses; dashed while somebody else has to act. */
export const StateTag = ({ state }: { state: TicketState }) => {
  const { t } = useTranslation('portal');
  return (
    <Tag tone={TONES[state] ?? 'plain'} dashed={WAITING_FOR_OTHERS.includes(state)}>
      {t(`state.${state}`)}
    </Tag>
  );
};
