import type { DemoStory } from './demo-story.js';
import { ANSWERED_STORIES } from './stories.answered.js';
import { CALL_STORIES } from './stories.calls.js';
import { WAITING_STORIES } from './stories.waiting.js';

/** All stories, the oldest first, as they would have come in. */
export const DEMO_STORIES: readonly DemoStory[] = [...ANSWERED_STORIES, ...WAITING_STORIES, ...CALL_STORIES].toSorted(
  (one, other) => other.minutesAgo - one.minutesAgo,
);
