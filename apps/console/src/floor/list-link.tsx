import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** Which tickets a figure counts: a view of the queue and what narrows it. */
export interface ListTarget {
  view: 'waiting' | 'due' | 'all';
  shop?: string;
  topic?: string;
  channel?: string;
  /** `none` or a person's id. */
  owner?: string;
  due?: 'overdue';
}

interface ListLinkProps {
  target: ListTarget;
  className?: string;
  /** The figure with its words, for those who do not see where it stands. */
  label: string;
  children: ReactNode;
}

/** A figure that leads to exactly the tickets that it counts. */
export const ListLink = ({ target: { view, ...filters }, className, label, children }: ListLinkProps) => (
  <Link to="/console/queue/$view" params={{ view }} search={filters} className={className} aria-label={label}>
    {children}
  </Link>
);
