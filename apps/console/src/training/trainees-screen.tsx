import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { presentLanguage } from '../app/i18n.js';
import { Action } from '../shared/action.js';
import { PeopleTabs } from '../settings/people-tabs.js';
import { Tag } from '../shared/tag.js';
import { dayAndTime } from '../shared/time.js';
import { ApiError } from '../wire/api.js';
import { traineesQuery } from './training-queries.js';
import shared from '../shared/shared.module.css';
import frame from '../shared/table-screen.module.css';
import people from '../settings/people.module.css';

/** `/console/settings/training`: who has practised how much, and how well; those first who need it most. */
export const TraineesScreen = () => {
  const { t } = useTranslation(['training', 'people']);
  const { data, error, refetch } = useQuery(traineesQuery);
  const language = presentLanguage();
  useEffect(() => {
    document.title = t('training:people.title');
  }, [t]);
  return (
    <div className={frame.screen}>
      <div className={frame.centre} data-region>
        <header className={shared.screenHead}>
          <h1>{t('training:people.title')}</h1>
          <PeopleTabs />
        </header>
        <p className={people.below}>{t('training:people.note')}</p>
        {error && (
          <p className={people.failure} role="alert">
            {error instanceof ApiError ? error.sentence(language) : t('training:failed')}{' '}
            <Action onClick={() => void refetch()}>{t('training:again')}</Action>
          </p>
        )}
        {data?.length === 0 && <p className={people.empty}>{t('training:people.empty')}</p>}
        {data && data.length > 0 && (
          <table className={`${frame.table} ${people.table}`}>
            <caption className="visually-hidden">{t('training:people.title')}</caption>
            <thead>
              <tr>
                {(['name', 'level', 'rounds', 'answered', 'right', 'last'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`training:people.columns.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.map((row) => (
                <tr key={row.userId}>
                  <th scope="row">
                    {row.name} {row.isPractising && <Tag tone="accent">{t('training:people.now')}</Tag>}
                  </th>
                  <td>
                    {row.trainingLevel === 'new' ? (
                      <Tag tone="note">{t('people:training.new')}</Tag>
                    ) : (
                      t('people:training.regular')
                    )}
                  </td>
                  <td>{t('training:people.times', { count: row.rounds })}</td>
                  <td>{t('training:people.inquiries', { count: row.answered })}</td>
                  <td>
                    {row.pointsJudged === 0
                      ? t('training:people.never')
                      : t('training:people.share', {
                          percent: Math.round((row.pointsRight / row.pointsJudged) * 100),
                          right: row.pointsRight,
                          judged: row.pointsJudged,
                        })}
                  </td>
                  <td className="nowrap">
                    {row.lastAt ? dayAndTime(row.lastAt, language) : t('training:people.never')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  );
};
