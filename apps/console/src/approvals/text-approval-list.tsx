import { IconTemplate } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { presentLanguage } from '../app/i18n.js';
import { Tag } from '../shared/tag.js';
import { dayAndTime } from '../shared/time.js';
import listRows from '../shared/list-row.module.css';
import classes from './approval-list.module.css';
import { useShops } from '../settings/use-shops.js';
import type { WaitingText } from './text-queries.js';

interface TextApprovalListProps {
  texts: readonly WaitingText[];
  chosenId: string | null;
  onChoose: (id: string) => void;
}

/** Texts that wait for a second person, in a group of their own below the replies: no requester waits for them. */
export const TextApprovalList = ({ texts, chosenId, onChoose }: TextApprovalListProps) => {
  const { t } = useTranslation(['approvals', 'words']);
  const shops = useShops();
  if (texts.length === 0) return null;
  return (
    <section className={classes.texts} aria-labelledby="text-approvals">
      <h2 id="text-approvals">
        {t('approvals:text.group')} <b>{texts.length}</b>
      </h2>
      <ul role="listbox" aria-label={t('approvals:text.group')}>
        {texts.map(({ next, language, tenantId }) => (
          <li key={next.id} role="presentation">
            <button
              type="button"
              id={`approval-${next.id}`}
              role="option"
              className={`${listRows.listRow} ${classes.row}`}
              aria-selected={next.id === chosenId}
              onClick={() => onChoose(next.id)}
            >
              <IconTemplate size={20} stroke={1.75} aria-hidden="true" />
              <span className={classes.rowLines}>
                <span className={classes.rowTop}>
                  <strong>{t('approvals:text.name', { title: next.title, version: next.version })}</strong>
                  <span className={classes.rowEnd}>
                    {next.effectiveFrom && dayAndTime(next.effectiveFrom, presentLanguage())}
                  </span>
                </span>
                <span className={classes.rowText}>
                  <span>
                    {t('approvals:text.by', { name: next.author?.name ?? '' })}
                    {t('words:separator')}
                    {t(`words:language.${language}`)}
                    {tenantId !== null && t('words:separator') + (shops.find(({ id }) => id === tenantId)?.name ?? '')}
                  </span>
                  {!next.mayDecide && (
                    <span className={classes.rowEnd}>
                      <Tag dashed>{t('approvals:own')}</Tag>
                    </span>
                  )}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};
