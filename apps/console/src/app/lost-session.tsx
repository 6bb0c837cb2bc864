import { onlineManager } from '@tanstack/react-query';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '#libs/contracts';
import { announce } from '../shared/announcer.js';
import { SignInCard } from '../sign-in/sign-in-card.js';
import { api, setCsrfToken, unlessUnreached } from '../wire/api.js';
import { sessionQuery } from '../wire/queries.js';
import { closeSocket, openSocket } from '../wire/socket.js';
import classes from './lost-session.module.css';
import { queries } from './query-client.js';
import { tellTabs, whenSignedInElsewhere } from './session-tabs.js';
import { loseSession, useSession, whenSessionExpires } from './session.js';

/** Nothing that another person's session has no right to stays in memory. */
const leave = (place: string): void => {
  closeSocket();
  location.assign(place);
};

const rightsOf = ({ user, isPractising }: SessionView): string => JSON.stringify([user, isPractising]);

/** Goes on under a new session of the same person: the work on screen stays, what may have changed is read again. False where it cannot. */
const useTakeUp = () => {
  const present = useSession();
  return useCallback(
    (session: SessionView): boolean => {
      if (session.user.id !== present.user.id || rightsOf(session) !== rightsOf(present)) {
        leave(session.user.id === present.user.id ? location.href : '/console');
        return false;
      }
      setCsrfToken(session.csrfToken);
      queries.setQueryData(sessionQuery.queryKey, session);
      closeSocket();
      openSocket(loseSession);
      onlineManager.setOnline(true);
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
      return true;
    },
    [present],
  );
};

/** Takes an expired session up in place: the work stays on screen, dimmed and out of reach, until the same person is back. */
export const LostSession = () => {
  const { t } = useTranslation('sign-in');
  const { user } = useSession();
  const [isLost, setLost] = useState(false);
  const takeUp = useTakeUp();

  const goOn = useCallback(
    (session: SessionView) => {
      if (!takeUp(session)) return;
      setLost(false);
      announce(t('again.back'));
    },
    [takeUp, t],
  );
  /** In another tab the same person, or somebody else, may have signed in by now. */
  const look = useCallback(async () => {
    const session = await api.get<SessionView>('session').catch(unlessUnreached);
    if (session) goOn(session);
  }, [goOn]);

  useEffect(() => whenSessionExpires(() => setLost(true)), []);
  useEffect(
    () => whenSignedInElsewhere((userId) => (userId === user.id ? void look() : leave('/console'))),
    [user.id, look],
  );
  useEffect(() => {
    if (!isLost) return;
    // What is read by itself would only be refused; it is read when the session is back.
    onlineManager.setOnline(false);
    void look();
  }, [isLost, look]);

  const enter = (session: SessionView) => {
    tellTabs(session.user.id);
    goOn(session);
  };
  return isLost ? <LostSessionDialog email={user.email} onEnter={enter} /> : null;
};

/** No key but its own reaches the page below: Escape would close what is open there, and this too. */
window.addEventListener(
  'keydown',
  (event) => {
    if (event.key !== 'Escape' || !document.querySelector(`.${classes.lost}`)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);

/** A field that gets the focus back from a dialog would begin at its start again. */
const caretOf = (field: Element | null): (() => void) => {
  const isText = field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement;
  if (!isText || field.selectionStart === null) return () => undefined;
  const { selectionStart, selectionEnd } = field;
  return () => field.setSelectionRange(selectionStart, selectionEnd);
};

const LostSessionDialog = ({ email, onEnter }: { email: string; onEnter: (session: SessionView) => void }) => {
  const { t } = useTranslation('sign-in');
  const dialog = useRef<HTMLDialogElement>(null);

  // Above everything else there is, which nothing can reach meanwhile; closing it gives the focus back.
  useLayoutEffect(() => {
    const element = dialog.current!;
    const keepCaret = caretOf(document.activeElement);
    element.showModal();
    element.querySelector<HTMLInputElement>('#password')?.focus();
    return () => {
      element.close();
      keepCaret();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      className={classes.lost}
      role="dialog"
      aria-modal
      aria-labelledby="sign-in"
      aria-describedby="session-ended"
      onCancel={(event) => event.preventDefault()}
    >
      <SignInCard
        title={t('again.title')}
        email={email}
        notice={
          <p id="session-ended" className={classes.notice}>
            {t('again.text')}
          </p>
        }
        foot={
          <button type="button" className={classes.other} onClick={() => leave('/login')}>
            {t('again.other')}
          </button>
        }
        onEnter={onEnter}
      />
    </dialog>
  );
};
