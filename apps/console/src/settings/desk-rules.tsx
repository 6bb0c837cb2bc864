import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { APPROVAL_WISHES, type ApprovalWish, type DeskView } from '#libs/contracts';
import { takeAnswer, withRow } from '../app/live-query-client.js';
import { Outcome } from '../mail/field.js';
import { useCan } from '../app/session.js';
import { useChange } from '../shared/use-change.js';
import { api } from '../wire/api.js';
import { desksQuery } from '../wire/queries.js';
import { wishQuery } from './hours-queries.js';
import classes from './hours.module.css';

/** What holds at this desk at all hours; each choice is kept at once. */
export const DeskRules = ({ desk }: { desk: DeskView }) => {
  const { t } = useTranslation('hours');
  const queries = useQueryClient();
  const mayRule = useCan('approval:rule');
  const wish = useQuery({ ...wishQuery(desk.id), enabled: mayRule });
  const { isBusy, failure, done, change } = useChange();
  /** What was chosen and is being kept. */
  const [chosen, choose] = useState<boolean | null>(null);
  const ask = (asked: boolean) => {
    choose(asked);
    void change(
      () =>
        takeAnswer(
          queries,
          desksQuery.queryKey,
          () => api.put<DeskView>(`desks/${desk.id}/asks-rating`, { asked }),
          withRow,
        ),
      t('saved'),
    ).finally(() => choose(null));
  };
  const setWish = (asked: ApprovalWish) =>
    void change(
      () =>
        takeAnswer(queries, wishQuery(desk.id).queryKey, () =>
          api.put<{ wish: ApprovalWish }>(`desks/${desk.id}/approval-wish`, { wish: asked }),
        ),
      t('saved'),
    );
  return (
    <section className={classes.rules} aria-labelledby="desk-rules-title">
      <h2 id="desk-rules-title">{t('rules.title')}</h2>
      <label className={classes.same}>
        <input
          type="checkbox"
          checked={chosen ?? desk.asksRating}
          disabled={isBusy}
          onChange={(event) => ask(event.currentTarget.checked)}
        />
        {t('rules.asksRating')}
      </label>
      <p className={classes.hint}>{t('rules.asksRatingHint')}</p>
      {wish.data && (
        <label className={classes.same}>
          {t('rules.wish')}
          <select
            value={wish.data.wish}
            disabled={isBusy}
            onChange={(event) => setWish(event.currentTarget.value as ApprovalWish)}
          >
            {APPROVAL_WISHES.map((each) => (
              <option key={each} value={each}>
                {t(`rules.wishes.${each}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      <Outcome failure={failure} done={done} />
    </section>
  );
};
