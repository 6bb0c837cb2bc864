import { useEffect, useState } from 'react';
import { serverNow } from '../wire/server-clock.js';

/** Whole seconds until `until` (milliseconds), 0 when it has passed or is null; counts down by itself. */
export const useCountdown = (until: number | null): number => {
  const [now, setNow] = useState(() => serverNow());
  useEffect(() => {
    if (until === null) return;
    setNow(serverNow());
    const ticker = setInterval(() => {
      setNow(serverNow());
      if (serverNow() >= until) clearInterval(ticker);
    }, 250);
    return () => clearInterval(ticker);
  }, [until]);
  return until === null ? 0 : Math.max(0, Math.ceil((until - now) / 1000));
};
