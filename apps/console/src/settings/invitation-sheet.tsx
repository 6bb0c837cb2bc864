import { IconPrinter } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { InvitationView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { Action } from '../shared/action.js';
import { dayLabel } from '../shared/time.js';
import classes from './people.module.css';

/** The links of new accounts, shown once: one slip a person, to print and to hand out. */
export const InvitationSheet = ({
  invitations,
  onClose,
}: {
  invitations: readonly InvitationView[];
  onClose: () => void;
}) => {
  const { t } = useTranslation('people');
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section aria-labelledby="sheet-title">
      <header className={classes.sheetHead}>
        <h2 id="sheet-title" ref={title} tabIndex={-1}>
          {t('sheet.title', { count: invitations.length })}
        </h2>
        <p>{t('sheet.once')}</p>
        <p className={classes.foot}>
          <Action
            look="primary"
            icon={<IconPrinter size={16} stroke={1.75} aria-hidden="true" />}
            onClick={() => window.print()}
          >
            {t('sheet.print')}
          </Action>
          <Action onClick={onClose}>{t('sheet.close')}</Action>
        </p>
      </header>
      <ul className={classes.slips}>
        {invitations.map((invitation) => (
          <li key={invitation.accountId}>
            <strong>{t('sheet.name', { name: invitation.name })}</strong>
            <span>
              {t(`role.${invitation.role}`)} · {invitation.email}
            </span>
            <code>{invitation.url}</code>
            <span>{t('sheet.text', { day: dayLabel(invitation.expiresAt, presentLanguage()) })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};
