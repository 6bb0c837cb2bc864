import type { DeliveryView } from '#libs/contracts';

/** The relay has put it off: it has not left, whatever its ticket says. */
export const isPutOff = ({ state, reason }: Pick<DeliveryView, 'state' | 'reason'>): boolean =>
  state === 'queued' && reason !== null;

/** The word for how far a mail has come: without a relay it went no farther than the outbox, whatever its state. */
export const deliveryWord = (delivery: Pick<DeliveryView, 'state' | 'inOutbox' | 'reason'>) =>
  `words:delivery.${delivery.inOutbox ? 'outbox' : isPutOff(delivery) ? 'putOff' : delivery.state}` as const;
