import type { ReactNode } from 'react';
import classes from './shared.module.css';

export type TagTone = 'plain' | 'accent' | 'danger' | 'warn' | 'ok' | 'note';

/** A state or topic in a word; `dashed` while we wait for somebody else. */
export const Tag = ({
  tone = 'plain',
  dashed = false,
  icon,
  children,
}: {
  tone?: TagTone;
  dashed?: boolean;
  icon?: ReactNode;
  children: ReactNode;
}) => (
  <span className={classes.tag} data-tone={tone} data-dashed={dashed}>
    {icon}
    {children}
  </span>
);
