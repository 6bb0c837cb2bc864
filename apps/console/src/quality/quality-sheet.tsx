import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  CRITICAL_ERRORS,
  QUALITY_ERRORS,
  QUALITY_POINTS,
  type QualityError,
  type QualityPoint,
  type QualityView,
} from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { takeAnswer } from '../app/live-query-client.js';
import { Action } from '../shared/action.js';
import { announce } from '../shared/announcer.js';
import { IdentityBand } from '../shared/identity-band.js';
import { fromHere } from '../shared/from-here.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { dayAndTime } from '../shared/time.js';
import { useAttempt } from '../shared/use-attempt.js';
import { MaskedText } from '../ticket/masked-text.js';
import { api, ApiError } from '../wire/api.js';
import { useDesks } from '../wire/queries.js';
import { qualityQuery, sampleQuery } from './quality-queries.js';
import { Empty } from '../shared/empty.js';
import classes from './quality.module.css';

/** Under which point an error falls: naming one takes the point back. */
const POINT_OF: Record<QualityError, QualityPoint> = {
  wrong_fact: 'facts',
  wrong_shop: 'name',
  wrong_person: 'name',
  tone: 'wording',
  question_missed: 'complete',
  promise_not_agreed: 'facts',
  forbidden_ask: 'asks',
};

/** The reply as it was sent, what it answers, and its sheet. */
export const QualitySheetPanel = ({ id, onChecked }: { id: string; onChecked: () => void }) => {
  const { t } = useTranslation('quality');
  const { data, error } = useQuery(sampleQuery(id));
  if (data) return <Sheet sample={data} onChecked={onChecked} />;
  return (
    <Empty isPane isBusy={!error}>
      {error && (error instanceof ApiError ? error.sentence(presentLanguage()) : t('failed'))}
    </Empty>
  );
};

const Sheet = ({ sample, onChecked }: { sample: QualityView; onChecked: () => void }) => {
  const { t } = useTranslation(['quality', 'words']);
  const queries = useQueryClient();
  const desk = useDesks().get(sample.deskId);
  const [errors, setErrors] = useState<readonly QualityError[]>(sample.errors);
  const [note, setNote] = useState(sample.note ?? '');
  const { isBusy, failure, attempt } = useAttempt();
  useEffect(() => {
    setErrors(sample.errors);
    setNote(sample.note ?? '');
  }, [sample]);
  const wrong = new Set(errors.map((error) => POINT_OF[error]));
  const blocked = !sample.mayCheck ? t('quality:notOwn') : isBusy ? t('quality:busy') : null;

  const save = async () => {
    if (blocked) return announce(blocked, 'assertive');
    const isStillHere = fromHere();
    await attempt(async () => {
      const points = Object.fromEntries(QUALITY_POINTS.map((point) => [point, !wrong.has(point)]));
      const body = { points, errors, note: note.trim() || undefined };
      await takeAnswer(queries, sampleQuery(sample.id).queryKey, () =>
        api.post<QualityView>(`quality/${sample.id}/check`, body),
      );
      await queries.invalidateQueries({ queryKey: qualityQuery.queryKey });
      announce(t('quality:saved'), 'assertive');
      if (isStillHere()) onChecked();
    });
  };
  const toggle = (error: QualityError) =>
    setErrors((before) => (before.includes(error) ? before.filter((each) => each !== error) : [...before, error]));
  useShortcuts({
    ...Object.fromEntries(QUALITY_ERRORS.map((error, index) => [String(index + 1), () => toggle(error)])),
    'mod+enter': () => void save(),
  });

  return (
    <>
      <section className={classes.letter} aria-label={t('quality:reply')} data-region tabIndex={0}>
        <IdentityBand
          mark={desk?.mark}
          name={desk?.name ?? ''}
          label={t('quality:band')}
          use={t('quality:sentBy', { name: sample.author.name })}
        />
        <div className={classes.text} data-testid="sample">
          {sample.text}
        </div>
        {sample.inquiry && (
          <>
            <h2>{t('quality:inquiry')}</h2>
            <div className={classes.text}>
              <MaskedText text={sample.inquiry} />
            </div>
          </>
        )}
      </section>
      <aside className={classes.sheet} aria-label={t('quality:sheet')} data-region>
        {sample.checkedAt !== null && (
          <p className={classes.checked}>
            {t('quality:checkedBy', {
              name: sample.checkedBy,
              at: dayAndTime(sample.checkedAt, presentLanguage()),
            })}
          </p>
        )}
        <ul className={classes.points}>
          {QUALITY_POINTS.map((point) => (
            <li key={point} data-wrong={wrong.has(point)}>
              <span>{t(`quality:point.${point}`)}</span>
              <b>{t(wrong.has(point) ? 'quality:isWrong' : 'quality:isRight')}</b>
            </li>
          ))}
        </ul>
        <fieldset className={classes.errors}>
          <legend>{t('quality:error.label')}</legend>
          {QUALITY_ERRORS.map((error, index) => (
            <label key={error}>
              <input type="checkbox" checked={errors.includes(error)} onChange={() => toggle(error)} />
              <kbd className="key">{index + 1}</kbd>
              {t(`quality:error.${error}`)}
              {CRITICAL_ERRORS.includes(error) && <em>{t('quality:isCritical')}</em>}
            </label>
          ))}
        </fieldset>
        <label className={classes.note}>
          {t('quality:note')}
          <textarea value={note} maxLength={1000} rows={3} onChange={(event) => setNote(event.currentTarget.value)} />
        </label>
        {failure && (
          <p className={classes.failure} role="status">
            {failure}
          </p>
        )}
        <Action look="primary" keys={['Ctrl', 'Enter']} blocked={blocked} onClick={() => void save()}>
          {t(errors.length === 0 ? 'quality:saveRight' : 'quality:saveErrors', { count: errors.length })}
        </Action>
      </aside>
    </>
  );
};
