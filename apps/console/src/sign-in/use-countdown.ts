import { useEffect, useState } from 'react';

/** Whole seconds until `until` (milliseconds), 0 when it has passed or is null; counts down by itself. */
export const useCountdown = (until: number | null): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (until === null) return;
    setNow(Date.now());
    const ticker = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= until) clearInterval(ticker);
    }, 250);
    return () => clearInterval(ticker);
  }, [until]);
  return until === null ? 0 : Math.max(0, Math.ceil((until - now) / 1000));
};
