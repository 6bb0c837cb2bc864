import { useMemo } from 'react';
import { placesOf, type MarkKind, type Range } from './draft-text.js';
import type { ReplyCheck } from './use-reply-check.js';

export type Mark = Range & { kind: MarkKind };

/** What is marked in a draft; where marks overlap, the one that stops the send wins. */
export const useDraftMarks = (
  text: string,
  facts: readonly Range[],
  { problems, warnings, lostCharacters }: ReplyCheck,
): Mark[] =>
  useMemo(
    () => [
      ...problems.flatMap((problem): Mark[] =>
        problem.code === 'reply.empty'
          ? []
          : [{ ...problem, kind: problem.code === 'reply.placeholder_open' ? 'open' : 'problem' }],
      ),
      ...placesOf(text, lostCharacters).map((place): Mark => ({ ...place, kind: 'problem' })),
      ...warnings.map((warning): Mark => ({ ...warning, kind: 'warning' })),
      ...facts.map((fact): Mark => ({ ...fact, kind: 'fact' })),
    ],
    [text, facts, problems, warnings, lostCharacters],
  );
