import type { Language } from './vocabulary.js';
import type { Permission, Role } from './permissions.js';

export interface SignedInUser {
  id: string;
  email: string;
  /** Full name as colleagues know it. */
  name: string;
  /** The name under which requesters hear this person, e.g. 小川. */
  shortName: string;
  roles: Role[];
  permissions: Permission[];
  language: Language;
  /** Set for a shop's own people: the one tenant that they see. */
  tenantId: string | null;
}

/** Answer of `POST /api/v1/session` and `GET /api/v1/session`. */
export interface SessionView {
  user: SignedInUser;
  csrfToken: string;
  /** The incident that this desk serves now, for the frame's header. */
  incident: { title: string; tenantCount: number; siteCount: number } | null;
  /** At work on invented inquiries, and on nothing else. */
  isPractising: boolean;
  expiresAt: string;
}
