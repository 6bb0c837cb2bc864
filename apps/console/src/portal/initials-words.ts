import type { TFunction } from 'i18next';

/** What a shop reads in place of a requester's name. */
export const initialsWords = (t: TFunction<'portal'>, initials: string): string =>
  initials === '' ? t('noInitials') : t('words:honorific', { name: initials });
