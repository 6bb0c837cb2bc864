import { IconSpeakerphone } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  FLOOR_MESSAGE_LENGTH,
  FLOOR_MESSAGE_MINUTES,
  type FloorMessageMinutes,
  type FloorMessageRequest,
  type FloorMessageView,
  type ListView,
} from '#libs/contracts';
import { takeAnswer } from '../app/live-query-client.js';
import { announce } from '../shared/announcer.js';
import { useAttempt } from '../shared/use-attempt.js';
import { TicketDialog } from '../ticket/ticket-dialog.js';
import { api } from '../wire/api.js';
import form from '../shared/form.module.css';
import { floorMessagesQuery } from './floor-message-queries.js';

/** `M`: a word to everybody at the desk, until when it stands, and what must not be in it. */
export const MessageDialog = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation('floor');
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const [minutes, setMinutes] = useState<FloorMessageMinutes>(60);
  const { isBusy, failure, attempt } = useAttempt();
  const blocked = isBusy ? t('message.busy') : text.trim() === '' ? t('message.empty') : null;
  const send = async () => {
    if (blocked) return;
    await attempt(async () => {
      const request: FloorMessageRequest = { text: text.trim(), minutes };
      await takeAnswer(
        queries,
        floorMessagesQuery.queryKey,
        async () => (await api.post<ListView<FloorMessageView>>('floor/messages', request)).items,
      );
      announce(t('message.sent'), 'assertive');
      onClose();
    });
  };
  return (
    <TicketDialog
      title={t('message.title')}
      icon={<IconSpeakerphone size={20} stroke={1.75} aria-hidden="true" />}
      size={520}
      cancel={t('cancel')}
      verb={t('message.send')}
      blocked={blocked}
      failure={failure}
      onClose={onClose}
      onDo={() => void send()}
    >
      <div className={form.fields}>
        <label>
          {t('message.text', { count: FLOOR_MESSAGE_LENGTH })}
          <textarea
            data-autofocus
            rows={3}
            value={text}
            maxLength={FLOOR_MESSAGE_LENGTH}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </label>
        <label>
          {t('message.minutes')}
          <select
            value={minutes}
            onChange={(event) => setMinutes(Number(event.currentTarget.value) as FloorMessageMinutes)}
          >
            {FLOOR_MESSAGE_MINUTES.map((each) => (
              <option key={each} value={each}>
                {t(`message.for.${each}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p className={form.note}>{t('message.note')}</p>
    </TicketDialog>
  );
};
