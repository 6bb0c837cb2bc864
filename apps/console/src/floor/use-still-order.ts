import { type FocusEvent, useRef, useState } from 'react';

/** Rows keep their places while the pointer or the focus is among them; new rows then come last. */
export const useStillOrder = <T>(sorted: readonly T[], idOf: (item: T) => string) => {
  const [isHeld, setHeld] = useState(false);
  const places = useRef<string[]>([]);
  const byId = new Map(sorted.map((item) => [idOf(item), item]));
  if (isHeld) {
    const known = new Set(places.current);
    places.current = [...places.current, ...[...byId.keys()].filter((id) => !known.has(id))];
  } else {
    places.current = [...byId.keys()];
  }
  const rows = places.current.flatMap((id) => byId.get(id) ?? []);
  const hold = {
    onPointerEnter: () => setHeld(true),
    onPointerLeave: () => setHeld(false),
    onFocus: () => setHeld(true),
    onBlur: (event: FocusEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget)) setHeld(false);
    },
  };
  return { rows, hold };
};
