import { useEffect, useRef } from 'react';
import type { CannedPreview } from '#libs/contracts';

type Insert = (preview: CannedPreview) => void;

let target: { insert: () => Insert | null } | null = null;

/** Takes canned texts that are chosen elsewhere on the screen; null while none can be taken. */
export const useCannedTarget = (insert: Insert | null): void => {
  const latest = useRef(insert);
  latest.current = insert;
  useEffect(() => {
    const own = { insert: () => latest.current };
    target = own;
    return () => {
      if (target === own) target = null;
    };
  }, []);
};

/** Where a canned text goes now; null when no reply can take one. */
export const cannedTarget = (): Insert | null => target?.insert() ?? null;
