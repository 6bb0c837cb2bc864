import { IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DnsTextRecord } from '#libs/contracts';
import { Action } from '../shared/action.js';
import { announce } from '../shared/announcer.js';
import classes from './settings.module.css';

const COPIED_MS = 2_000;

const Line = ({ label, value, canCopy }: { label: string; value: string; canCopy: boolean }) => {
  const { t } = useTranslation('mail');
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
    announce(t('settings.desks.copied'));
    setTimeout(() => setCopied(false), COPIED_MS);
  };
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <code>{value}</code>
        {canCopy && (
          <Action
            icon={<IconCopy size={14} stroke={1.75} aria-hidden="true" />}
            aria-label={t('settings.desks.copy', { what: label })}
            onClick={() => void copy()}
          >
            {t(isCopied ? 'settings.desks.copied' : 'settings.desks.copyShort')}
          </Action>
        )}
      </dd>
    </div>
  );
};

/** A record to be published in DNS as it stands, name and value each with a button that copies it. */
export const DnsRecord = ({ record }: { record: DnsTextRecord }) => {
  const { t } = useTranslation('mail');
  return (
    <dl className={classes.record}>
      <Line label={t('settings.desks.name')} value={record.name} canCopy />
      <Line label={t('settings.desks.type')} value={record.type} canCopy={false} />
      <Line label={t('settings.desks.value')} value={record.value} canCopy />
    </dl>
  );
};
