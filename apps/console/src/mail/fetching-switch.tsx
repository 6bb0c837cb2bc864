import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { MailboxView } from '#libs/contracts';
import { takeAnswer, withRow } from '../app/live-query-client.js';
import { Action } from '../shared/action.js';
import { announce } from '../shared/announcer.js';
import { useAttempt } from '../shared/use-attempt.js';
import { api } from '../wire/api.js';
import { mailboxesQuery } from './mail-queries.js';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** Stops the fetching of a mailbox, and lets it go on. */
export const FetchingSwitch = ({ mailbox }: { mailbox: MailboxView }) => {
  const { t } = useTranslation('mail');
  const queries = useQueryClient();
  const { isBusy, failure, attempt } = useAttempt();
  const isOn = mailbox.stopped === null;
  const turn = async () => {
    const verb = isOn ? 'stop' : 'resume';
    const changed = await attempt(() =>
      takeAnswer(
        queries,
        mailboxesQuery.queryKey,
        () => api.post<MailboxView>(`mailboxes/${mailbox.id}/${verb}`),
        withRow,
      ),
    );
    if (!changed) return;
    announce(t(isOn ? 'fetching.done' : 'fetching.resumed'), 'assertive');
  };
  return (
    <>
      {failure && <span role="alert">{failure}</span>}
      <Action
        icon={isOn ? <IconPlayerPause {...icon} /> : <IconPlayerPlay {...icon} />}
        blocked={isBusy ? t('fetching.busy') : null}
        onClick={() => void turn()}
      >
        {t(isOn ? 'fetching.stop' : 'fetching.resume')}
      </Action>
    </>
  );
};
