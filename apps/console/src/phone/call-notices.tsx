import { IconCloudUpload, IconPhoneIncoming } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useKeeper } from '../app/session.js';
import { Action } from '../shared/action.js';
import { useDesks } from '../wire/queries.js';
import { useConnection } from '../wire/socket.js';
import type { CallDraft } from './call-draft.js';
import { callStoreOf, isFree } from './call-store.js';
import { useWaitingCall } from './incoming.js';
import classes from './phone.module.css';
import { takeBack, useUnsentCalls } from './unsent-calls.js';

/** What waits beside the call in the form: calls that could not be sent yet, and one that rings meanwhile. */
export const CallNotices = ({ draft }: { draft: CallDraft }) => {
  const { t } = useTranslation('phone');
  const keeper = useKeeper();
  const connection = useConnection();
  const unsent = useUnsentCalls();
  const rings = useWaitingCall();
  const desk = useDesks().get(rings?.deskId ?? '');
  const refused = unsent.find(({ failure }) => failure !== null);
  const waiting = unsent.filter(({ failure }) => failure === null);
  const mend = () => {
    if (!refused) return;
    takeBack(keeper, refused.request.idempotencyKey);
    callStoreOf(keeper).set({ ...refused.draft, saved: null });
  };
  return (
    <>
      {rings && (
        <p className={classes.notice} role="status">
          <IconPhoneIncoming size={16} stroke={1.75} aria-hidden />
          {t('waitingCall', { shop: desk?.siteName ?? '', number: rings.callerNumber ?? t('flags.kind.withheld') })}
        </p>
      )}
      {connection.state === 'cut' && (
        <p className={classes.notice} role="status">
          <IconCloudUpload size={16} stroke={1.75} aria-hidden />
          {t('offline')}
        </p>
      )}
      {waiting.length > 0 && (
        <p className={classes.notice} role="status" data-testid="unsent">
          <IconCloudUpload size={16} stroke={1.75} aria-hidden />
          {t('unsent', { count: waiting.length })}
        </p>
      )}
      {refused && (
        <p className={classes.notice} role="alert">
          {t('refused', { name: refused.request.callerName, reason: refused.failure })}
          <Action blocked={isFree(draft) ? null : t('refusedBlocked')} onClick={mend}>
            {t('mend')}
          </Action>
        </p>
      )}
    </>
  );
};
