import type { CallerRole, CallOutcome, Language, NoticeReceived, Topic } from '#libs/contracts';
import type { StaffKey } from './demo-staff.js';

/** What a colleague does with an inquiry, some minutes after it came in. */
export type DemoStep = { after: number; by: StaffKey } & (
  | { do: 'claim' | 'release' | 'resolve' }
  | { do: 'note'; text: string }
  | { do: 'sort'; topic: Topic }
  /** Answers with a canned text; `fill` gives the values that the agent types. */
  | { do: 'reply'; canned: string; fill?: Record<string, string>; then?: 'answered' | 'waiting_requester' }
);

interface DemoInquiry {
  shop: 'netvivi' | 'komorebi-zakkaten' | 'komorebi-zakkakan';
  minutesAgo: number;
  topic: Topic;
  name: string;
  kana?: string;
  text: string;
  phone?: string;
}

export interface DemoForm extends DemoInquiry {
  via: 'form';
  email: string;
  language?: Language;
  subject?: string;
  order?: string;
  notice?: NoticeReceived;
  steps?: readonly DemoStep[];
}

export interface DemoCall extends DemoInquiry {
  via: 'phone';
  by: StaffKey;
  outcome: CallOutcome;
  /** Who spoke; the person concerned where nothing else is said. */
  role?: CallerRole;
  /** Length of the conversation; `waited` before it, `held` within it. */
  seconds: number;
  waited: number;
  held?: number;
  /** A callback that was promised; its band in minutes from the start of the demo. */
  promise?: { from: number; until: number; say: string; limits?: string };
}

export type DemoStory = DemoForm | DemoCall;
