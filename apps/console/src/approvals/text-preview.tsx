import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language, TextPreview, TextPreviewRequest } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { Unbroken } from '../shared/unbroken.js';
import { api, ApiError } from '../wire/api.js';
import { useDesks } from '../wire/queries.js';
import classes from './text-preview.module.css';

const SETTLE_MS = 400;

interface TextPreviewProps {
  body: string;
  language: Language;
  /** The shop that alone tells it; null: all. */
  tenantId: string | null;
}

/** A text with the facts of one desk; what a colleague has to fill in stands out. */
export const TextPreviewPane = ({ body, language, tenantId }: TextPreviewProps) => {
  const { t } = useTranslation('approvals');
  const desks = [...useDesks().values()].filter((desk) => tenantId === null || desk.tenantId === tenantId);
  const [chosen, setChosen] = useState<string | null>(null);
  const deskId = chosen ?? desks[0]?.id;
  const [settled] = useDebouncedValue(body, SETTLE_MS);
  const { data, error } = useQuery({
    queryKey: ['canned-texts', 'preview', deskId, language, settled],
    queryFn: ({ signal }) => {
      const request: TextPreviewRequest = { body: settled, language, deskId: deskId! };
      return api.post<TextPreview>('canned-texts/preview', request, { signal });
    },
    enabled: deskId !== undefined && settled.trim() !== '',
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <div className={classes.preview}>
      <label>
        {t('text.desk')}
        <select value={deskId ?? ''} onChange={(event) => setChosen(event.currentTarget.value)}>
          {desks.map((desk) => (
            <option key={desk.id} value={desk.id}>
              {desk.siteName}
            </option>
          ))}
        </select>
      </label>
      {error instanceof ApiError ? (
        <p className={classes.failure} role="status">
          {error.sentence(presentLanguage())}
        </p>
      ) : (
        <p className={classes.words} lang={language}>
          {data?.parts.map((part, index) =>
            part.kind === 'text' ? (
              <Unbroken key={index} text={part.text} />
            ) : (
              <span key={index} data-kind={part.kind}>
                {part.kind === 'open' ? `{${part.label}}` : <Unbroken text={part.text} />}
              </span>
            ),
          )}
        </p>
      )}
    </div>
  );
};
