import { Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '../shared/action.js';
import { announce } from '../shared/announcer.js';
import { api, ApiError } from '../wire/api.js';
import { presentLanguage } from './i18n.js';
import { ownStateQuery } from './own-state.js';
import { hasUnsavedCall } from '../phone/call-store.js';
import { unsentCount } from '../phone/unsent-calls.js';
import { useCan, useSession, useSignOut } from './session.js';
import classes from './own-state.module.css';

/** Signing out; whoever holds tickets, or has calls that are not saved or not sent yet, says first what becomes of them. */
export const useSignOutQuestion = () => {
  const { t } = useTranslation('people');
  const queries = useQueryClient();
  const signOut = useSignOut();
  const works = useCan('ticket:claim');
  const { user } = useSession();
  const [question, setQuestion] = useState<{
    held: number;
    unsent: number;
    isCallOpen: boolean;
    everywhere: boolean;
  } | null>(null);

  const leave = async (tickets: 'return' | 'keep', everywhere: boolean) => {
    try {
      if (works) await api.post('people/me/leave', { tickets });
      await signOut(everywhere);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      announce(error.sentence(presentLanguage()), 'assertive');
    }
  };
  const ask = async (everywhere: boolean) => {
    const own = works ? await queries.fetchQuery({ ...ownStateQuery, staleTime: 0 }).catch(() => null) : null;
    const [held, unsent, isCallOpen] = [own?.held ?? 0, unsentCount(user.id), hasUnsavedCall(user.id)];
    if (held > 0 || unsent > 0 || isCallOpen) setQuestion({ held, unsent, isCallOpen, everywhere });
    else await leave('return', everywhere);
  };

  const isLosing = question !== null && (question.unsent > 0 || question.isCallOpen);

  const dialog = (
    <Modal
      opened={question !== null}
      onClose={() => setQuestion(null)}
      withCloseButton={false}
      attributes={{ content: { 'aria-label': t('leave.title') } }}
    >
      {question && (
        <div className={classes.question}>
          <h2>{t('leave.title')}</h2>
          {question.unsent > 0 && <p role="alert">{t('leave.unsent', { count: question.unsent })}</p>}
          {question.isCallOpen && <p role="alert">{t('leave.callOpen')}</p>}
          {question.held > 0 && <p>{t('leave.text', { count: question.held })}</p>}
          <div className={classes.answers}>
            <Action
              look={isLosing ? 'default' : 'primary'}
              data-autofocus={!isLosing || undefined}
              onClick={() => void leave('return', question.everywhere)}
            >
              {t(question.held > 0 ? 'leave.return' : 'leave.anyway')}
            </Action>
            {question.held > 0 && (
              <Action onClick={() => void leave('keep', question.everywhere)}>{t('leave.keep')}</Action>
            )}
            <Action
              look={isLosing ? 'primary' : 'quiet'}
              data-autofocus={isLosing || undefined}
              onClick={() => setQuestion(null)}
            >
              {t('leave.stay')}
            </Action>
          </div>
        </div>
      )}
    </Modal>
  );
  return { ask, dialog };
};
