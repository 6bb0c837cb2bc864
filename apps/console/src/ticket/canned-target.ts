import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CannedPreview } from '#libs/contracts';
import { announce } from '../shared/announcer.js';
import { ApiError } from '../wire/api.js';
import { cannedPreviewQuery } from './canned-queries.js';

/** Puts the canned text of this id into the reply that is open. */
type InsertCanned = (cannedId: string) => void;

let target: { insert: () => InsertCanned | null } | null = null;

/** Where a canned text goes now; null when no reply can take one. */
export const cannedTarget = (): InsertCanned | null => target?.insert() ?? null;

/**
 * Takes canned texts that are chosen beside the reply, and fills them with the facts of its own ticket; `taking` is that ticket's id, null
 * while the reply can take none. A text that cannot be had is missed until the next one.
 */
export const useCannedTarget = (
  taking: string | null,
  insert: (filled: CannedPreview, replaceAll: boolean) => void,
): { insertCanned: (cannedId: string, replaceAll?: boolean) => Promise<void>; isMissed: boolean } => {
  const { t } = useTranslation('ticket');
  const queries = useQueryClient();
  const [isMissed, setMissed] = useState(false);
  const latest = useRef({ taking, insert });
  latest.current = { taking, insert };
  const isHere = useRef(false);

  const insertCanned = async (cannedId: string, replaceAll = false) => {
    const ticketId = latest.current.taking;
    if (ticketId === null) return;
    setMissed(false);
    try {
      const filled = await queries.fetchQuery(cannedPreviewQuery(ticketId, cannedId));
      // It names that ticket's shop and person: whoever has gone on meanwhile gets nothing of it into another reply.
      if (isHere.current && latest.current.taking === ticketId) latest.current.insert(filled, replaceAll);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setMissed(true);
      announce(t('canned.failed'), 'assertive');
    }
  };
  useEffect(() => {
    const own = { insert: () => (taking === null ? null : (id: string) => void insertCanned(id)) };
    target = own;
    isHere.current = true;
    return () => {
      if (target === own) target = null;
      isHere.current = false;
    };
  });
  return { insertCanned, isMissed };
};
