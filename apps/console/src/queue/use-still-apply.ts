import { useEffect, useRef, useState, type HTMLAttributes } from 'react';

const STILL_MS = 5_000;

/** Calls `apply` once neither pointer nor focus has been in the list for five seconds while something waits to be shown. */
export const useStillApply = (pending: boolean, apply: () => void): HTMLAttributes<HTMLElement> => {
  const [hasPointer, setPointer] = useState(false);
  const [hasFocus, setFocus] = useState(false);
  const latest = useRef(apply);
  latest.current = apply;
  useEffect(() => {
    if (!pending || hasPointer || hasFocus) return;
    const timer = setTimeout(() => latest.current(), STILL_MS);
    return () => clearTimeout(timer);
  }, [pending, hasPointer, hasFocus]);
  return {
    onPointerEnter: () => setPointer(true),
    onPointerLeave: () => setPointer(false),
    onFocus: () => setFocus(true),
    onBlur: (event) => setFocus(event.currentTarget.contains(event.relatedTarget)),
  };
};
