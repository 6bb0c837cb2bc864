import type { Language, Permission, Role } from '#libs/contracts';

/** The signed-in person behind a stimulus, with everything that decides what he or she may do. */
export interface Actor {
  userId: string;
  name: string;
  shortName: string;
  roles: readonly Role[];
  permissions: readonly Permission[];
  /** The tenants whose tickets this person may see: the scope of every transaction. */
  tenantIds: readonly string[];
  /** A shop's own person: sees the shop's view of its own tickets. */
  isShop: boolean;
  /** At work on invented inquiries: the scope is one round of practice and no shop. */
  isPractising: boolean;
  language: Language;
  sessionKey: string;
  sessionEndsAt: Date;
  csrfToken: string;
}

/** Turns a session token into its actor; null for an unknown, ended or expired session. Provided by identity. */
export abstract class ActorResolver {
  abstract actorOfToken(token: string): Promise<Actor | null>;
}
