import { useTranslation } from 'react-i18next';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { CannedPreview, CannedRow } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { Action } from '../shared/action.js';
import { Key } from '../shared/shortcuts.js';
import { Tag } from '../shared/tag.js';
import { shortDay } from '../shared/time.js';
import { ApiError } from '../wire/api.js';
import { FilledText } from './filled-text.js';
import classes from './palette.module.css';

const labelsOf = (preview: CannedPreview): string[] => [
  ...new Set(preview.parts.flatMap((part) => (part.kind === 'fact' ? [part.label] : []))),
];

/** The chosen text as it would stand in the reply. */
export const CannedPreviewPane = ({
  row,
  isChoiceOpen,
  preview,
  failure,
  onInsert,
}: {
  row: CannedRow | null;
  /** There are texts, of which none is chosen yet. */
  isChoiceOpen: boolean;
  preview: CannedPreview | null;
  failure: Error | null;
  onInsert: (replaceAll: boolean) => void;
}) => {
  const { t } = useTranslation('ticket');
  const facts = preview ? labelsOf(preview) : [];
  const blocked = row ? null : t(isChoiceOpen ? 'canned.choose' : 'canned.none');
  return (
    <div className={classes.preview}>
      {row && (
        <p className={classes.previewHead}>
          <strong>{row.title}</strong>
          <Tag>{t('canned.version', { version: row.version })}</Tag>
          <span>
            {t('canned.approval', {
              day: shortDay(row.approvedAt, presentLanguage()),
              name: row.approvedBy,
              count: row.useCount,
            })}
          </span>
        </p>
      )}
      <div
        className={classes.previewBody}
        tabIndex={0}
        role="group"
        aria-label={t('canned.preview')}
        aria-live="polite"
      >
        {failure && <p>{failure instanceof ApiError ? failure.sentence(presentLanguage()) : t('canned.failed')}</p>}
        {!row && isChoiceOpen && <p>{t('canned.choose')}</p>}
        {preview && <FilledText preview={preview} />}
        {preview && (
          <dl className={classes.filling}>
            {facts.length > 0 && (
              <div>
                <dt>{t('canned.automatic')}</dt>
                <dd>{facts.join('・')}</dd>
              </div>
            )}
            {preview.open.length > 0 && (
              <div>
                <dt>{t('canned.open')}</dt>
                <dd>
                  {[...new Set(preview.open)].map((label) => (
                    <Tag key={label} tone="warn" icon={<IconAlertTriangle stroke={1.75} aria-hidden="true" />}>
                      {label}
                    </Tag>
                  ))}
                </dd>
              </div>
            )}
          </dl>
        )}
      </div>
      <div className={classes.previewFoot}>
        <span>
          <Key>↑</Key> <Key>↓</Key>
        </span>
        <Action keys={['Shift+Enter']} blocked={blocked} onClick={() => onInsert(true)}>
          {t('canned.replace')}
        </Action>
        <Action look="primary" keys={['Enter']} blocked={blocked} onClick={() => onInsert(false)}>
          {t('canned.insert')}
        </Action>
      </div>
    </div>
  );
};
