import { useEffect, useRef } from 'react';
import { announce } from './announcer.js';

interface FurtherRows {
  /** How many stand there now. */
  count: number;
  /** Reads the next page; the ids of all rows that stand there then. */
  read: () => Promise<readonly string[]>;
  /** What stands before a row's id in the id of its element. */
  prefix: string;
  said: (count: number) => string;
}

/** The way to the next page of a list: whoever asks for more goes on at the first of it, by keys and by ear. */
export const useFurtherRows = ({ count, read, prefix, said }: FurtherRows): (() => Promise<void>) => {
  const firstNew = useRef<string | null>(null);
  useEffect(() => {
    if (firstNew.current) document.getElementById(`${prefix}-${firstNew.current}`)?.focus();
    firstNew.current = null;
  }, [count, prefix]);
  return async () => {
    const ids = await read();
    firstNew.current = ids[count] ?? null;
    announce(said(ids.length - count));
  };
};
