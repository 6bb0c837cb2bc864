import { useMutation } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '#libs/contracts';
import { useSession } from '../app/session.js';
import { useDraft } from '../shared/drafts.js';
import { api, type ApiError } from '../wire/api.js';
import { type CallDraft, emptyDraft, isWritten, missingFields, requestOf, type RequiredField } from './call-draft.js';

/** A key for one call; `randomUUID` is missing where the page is not served over HTTPS. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const storedText = (messages: TicketView['messages']): string | undefined =>
  messages.find(({ kind }) => kind === 'inbound')?.bodyText.replace(/\[\[masked:\w+\]\]/g, '●●●●');

export interface Call {
  draft: CallDraft;
  missing: RequiredField[];
  isWritten: boolean;
  /** The first change starts the clock. */
  change: (part: Partial<CallDraft>) => void;
  /** Resolves to the reference number; null when something is missing or the save failed (`error` says why). */
  save: () => Promise<string | null>;
  isSaving: boolean;
  error: ApiError | null;
  saved: CallDraft['saved'];
  /** Throws the draft away, or goes on after a save; the desk stays chosen. */
  begin: () => void;
}

/** One call from the first key to the reference number. The draft survives a reload and a lost connection. */
export const useCall = (): Call => {
  const { t } = useTranslation('phone');
  const { user } = useSession();
  const blank = useMemo(() => emptyDraft(null, newKey()), []);
  const [draft, setDraft] = useDraft<CallDraft>(`call.${user.id}`, blank);
  const { saved } = draft;
  const mutation = useMutation<TicketView, ApiError, NonNullable<ReturnType<typeof requestOf>>>({
    mutationFn: (request) => api.post<TicketView>('calls', request),
    retry: false,
    networkMode: 'always',
  });

  // A number is formatted a moment after its field was left: that change must not undo what was typed since.
  const latest = useRef(draft);
  latest.current = draft;
  const change = (part: Partial<CallDraft>) => {
    if (saved || mutation.isPending) return;
    latest.current = { ...latest.current, startedAt: latest.current.startedAt ?? Date.now(), ...part };
    setDraft(latest.current);
  };

  const save = async () => {
    const request = requestOf(draft, Date.now(), t('unknownName'));
    if (!request || saved || mutation.isPending) return null;
    return mutation.mutateAsync(request).then(
      ({ number, messages }) => {
        // What was masked before it was stored shall not live on in this tab either.
        const text = storedText(messages) ?? draft.text;
        setDraft({ ...draft, text, saved: { number, seconds: request.durationSeconds ?? 0 } });
        return number;
      },
      // The reason stands in `error`; the draft is untouched.
      () => null,
    );
  };

  const begin = () => {
    mutation.reset();
    setDraft(emptyDraft(draft.deskId, newKey()));
  };

  return {
    draft,
    missing: missingFields(draft),
    isWritten: isWritten(draft),
    change,
    save,
    isSaving: mutation.isPending,
    error: mutation.error,
    saved,
    begin,
  };
};
