import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RosterPasteView } from '#libs/contracts';
import { Outcome } from '../mail/field.js';
import { useChange } from '../shared/use-change.js';
import { Action } from '../shared/action.js';
import { isoDay } from '../shared/time.js';
import { api } from '../wire/api.js';
import classes from './people.module.css';
import { serverNow } from '../wire/server-clock.js';

/** A plan from a spreadsheet: pasted, looked at, saved as a whole. */
export const RosterPaste = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation('people');
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const [read, setRead] = useState<RosterPasteView | null>(null);
  const { isBusy, failure, done, change } = useChange();
  const year = Number(isoDay(serverNow()).slice(0, 4));
  const send = (save: boolean) =>
    void change(
      async () => {
        setRead(await api.post<RosterPasteView>('roster/paste', { text, year, save }));
        if (save) {
          await queries.invalidateQueries({ queryKey: ['people', 'roster'] });
          onClose();
        }
      },
      t(save ? 'roster.saved' : 'import.looked'),
    );
  const blocked = isBusy
    ? t('saving')
    : !read
      ? t('paste.lookFirst')
      : read.problems.length > 0
        ? t('import.blocked', { count: read.problems.length })
        : read.shifts.length + read.off === 0
          ? t('import.nothing')
          : null;
  return (
    <section className={classes.paste} aria-label={t('roster.paste')}>
      <p className={classes.field}>
        <label htmlFor="roster-text">{t('paste.label')}</label>
        <textarea
          id="roster-text"
          rows={6}
          value={text}
          autoFocus
          spellCheck={false}
          placeholder={t('paste.example')}
          aria-describedby="roster-hint"
          onChange={(event) => {
            setText(event.currentTarget.value);
            setRead(null);
          }}
        />
        <span id="roster-hint" className={classes.hint}>
          {t('paste.hint')}
        </span>
      </p>
      {read && (
        <div role="status">
          <p>{t('paste.result', { shifts: read.shifts.length, off: read.off, problems: read.problems.length })}</p>
          {read.problems.length > 0 && (
            <ul className={classes.problems}>
              {read.problems.map((problem) => (
                <li key={`${problem.line}-${problem.column}-${problem.text}`}>
                  {t('paste.place', { ...problem, problem: t(`rosterProblem.${problem.problem}`) })}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      <p className={classes.foot}>
        <Action blocked={isBusy ? t('saving') : text.trim() ? null : t('paste.empty')} onClick={() => send(false)}>
          {t('paste.look')}
        </Action>
        <Action look="primary" blocked={blocked} onClick={() => send(true)}>
          {t('save')}
        </Action>
        <Action look="quiet" onClick={onClose}>
          {t('cancel')}
        </Action>
        <Outcome failure={failure} done={failure ? null : done} />
      </p>
    </section>
  );
};
