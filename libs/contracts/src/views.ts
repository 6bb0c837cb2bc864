import type { Channel, Topic } from './vocabulary.js';

/** The queue's own views: what waits, what is mine, what is due soon, everything. */
export const QUEUE_VIEWS = ['waiting', 'mine', 'due', 'all'] as const;
export type QueueView = (typeof QUEUE_VIEWS)[number];

/** What narrows a view. Words that were searched for are never kept: they name people. */
export interface ViewFilters {
  /** Desk id. */
  shop?: string;
  topic?: Topic;
  channel?: Channel;
  /** `any`, `free`, `none` or a person's id. */
  owner?: string;
  due?: 'overdue';
}

/** Body of `POST /api/v1/views`. The same name again replaces one's own view of that name. */
export interface NewSavedView {
  name: string;
  view: QueueView;
  search: ViewFilters;
}

/** A view with its filters under a name: a person's own, or one that the whole team sees. */
export interface SavedView extends NewSavedView {
  id: string;
  shared: boolean;
  mine: boolean;
}

export const MAX_SAVED_VIEWS = 20;
export const MAX_VIEW_NAME = 20;
