import { useEffect, useState } from 'react';

const MERGE_MS = 10_000;

type Urgency = 'polite' | 'assertive';
type Listener = (text: string, urgency: Urgency) => void;

let listener: Listener | null = null;

/** Tells screen readers. Polite texts are merged and spoken at most every ten seconds; assertive ones at once. */
export const announce = (text: string, urgency: Urgency = 'polite'): void => listener?.(text, urgency);

/** The one pair of live regions of the page. */
export const LiveAnnouncer = () => {
  const [polite, setPolite] = useState('');
  const [assertive, setAssertive] = useState('');

  useEffect(() => {
    let waiting: string[] = [];
    let lastSpoken = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const speak = () => {
      timer = undefined;
      lastSpoken = Date.now();
      setPolite([...new Set(waiting)].join(' '));
      waiting = [];
    };
    listener = (text, urgency) => {
      if (urgency === 'assertive') {
        // The same sentence twice must still count as a change.
        setAssertive((before) => (before === text ? `${text}\u00a0` : text));
        return;
      }
      waiting.push(text);
      timer ??= setTimeout(speak, Math.max(300, lastSpoken + MERGE_MS - Date.now()));
    };
    return () => {
      clearTimeout(timer);
      listener = null;
    };
  }, []);

  return (
    <>
      <div className="visually-hidden" role="status" aria-live="polite">
        {polite}
      </div>
      <div className="visually-hidden" role="alert" aria-live="assertive">
        {assertive}
      </div>
    </>
  );
};
