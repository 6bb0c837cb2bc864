import type { InfiniteData } from '@tanstack/react-query';
import type { QuarantinePage } from '#libs/contracts';

export type QuarantineList = InfiniteData<QuarantinePage, string | null>;

/**
 * How many wait in all, as the first page counts them: all that is listed was waiting when that one was read. A later page may have been
 * counted after a decision about a mail that the first one still lists.
 */
export const waitingOf = ({ pages }: Pick<QuarantineList, 'pages'>): number => pages[0]?.total ?? 0;

/** The list without mails that have just been decided about, whether they stood on a page that was read or not. */
export const withoutMails = (
  known: QuarantineList | undefined,
  gone: ReadonlySet<string>,
): QuarantineList | undefined => {
  if (!known) return known;
  const seen = known.pages.flatMap(({ items }) => items).filter(({ id }) => gone.has(id)).length;
  const pages = known.pages.map(({ items, total, ...page }) => ({
    ...page,
    items: items.filter(({ id }) => !gone.has(id)),
    total: total - seen,
  }));
  return { ...known, pages };
};
