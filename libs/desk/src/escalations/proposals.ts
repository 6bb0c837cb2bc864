import { LONG_CALL_SECONDS, REPEATED_CONTACTS, type Topic, TRIGGER_OF_TOPIC, type Trigger } from '#libs/contracts';

export interface Signs {
  topic: Topic;
  complaintLevel: number | null;
  /** Inquiries of the same person, this one among them. */
  contacts: number;
  callSeconds: number | null;
  /** What it has been escalated for already. */
  done: readonly Trigger[];
}

/** For what a ticket asks to be escalated, the gravest first. */
export const proposalsOf = ({ topic, complaintLevel, contacts, callSeconds, done }: Signs): Trigger[] => {
  const found: (Trigger | undefined)[] = [
    TRIGGER_OF_TOPIC[topic],
    complaintLevel === 3 ? 'complaint_level_3' : undefined,
    (callSeconds ?? 0) > LONG_CALL_SECONDS ? 'long_call' : undefined,
    contacts >= REPEATED_CONTACTS ? 'repeated_contact' : undefined,
  ];
  return found.filter((trigger): trigger is Trigger => trigger !== undefined && !done.includes(trigger));
};
