/** A word to everybody at the desk: short, and without anybody's personal data. */
export const FLOOR_MESSAGE_LENGTH = 200;
/** More at once would not be read. */
export const MOST_FLOOR_MESSAGES = 3;
/** For how many minutes it may stand. */
export const FLOOR_MESSAGE_MINUTES = [30, 60, 240, 720] as const;
export type FloorMessageMinutes = (typeof FLOOR_MESSAGE_MINUTES)[number];

/** One that this person has not read yet, `GET /api/v1/people/me/messages`. */
export interface UnreadMessage {
  id: string;
  text: string;
  author: string;
  sentAt: string;
}

/** One in force, with who has read it and who at the desk has not, `GET /api/v1/floor/messages`. */
export interface FloorMessageView extends UnreadMessage {
  until: string;
  read: { name: string; at: string }[];
  unread: string[];
}

/** Body of `POST /api/v1/floor/messages`. */
export interface FloorMessageRequest {
  text: string;
  minutes: FloorMessageMinutes;
}
