import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './shared.module.css';

interface EmptyProps {
  icon?: Icon;
  /** What is so: 「送信箱は空です。」 */
  title?: string;
  /** What comes here, or what to do now. */
  children?: ReactNode;
  /** Beside a list, where nothing is chosen yet. */
  isPane?: boolean;
  /** It may be that only the answer is not there yet. */
  isBusy?: boolean;
}

/** Stands in the middle of the place in which the things would be. */
export const Empty = ({ icon: Sign, title, children, isPane = false, isBusy = false }: EmptyProps) => (
  <div className={classes.empty} data-pane={isPane || undefined} aria-busy={isBusy || undefined}>
    {Sign && <Sign size={28} stroke={1.5} aria-hidden="true" />}
    {title && <strong>{title}</strong>}
    {children}
  </div>
);
