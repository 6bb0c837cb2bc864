import type { DeliveryView } from '#libs/contracts';

/** The word for how far a mail has come: without a relay it went no farther than the outbox, whatever its state. */
export const deliveryWord = ({ state, inOutbox }: Pick<DeliveryView, 'state' | 'inOutbox'>) =>
  `words:delivery.${inOutbox ? 'outbox' : state}` as const;
