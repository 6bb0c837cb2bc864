import { useTranslation } from 'react-i18next';
import type { SameRequester } from '#libs/contracts';

/** Why another inquiry seems to be of the same person, in words. */
export const useReasons = (): ((other: SameRequester) => string) => {
  const { t } = useTranslation(['merging', 'ticket']);
  return ({ because }) =>
    because.map((reason) => t(`merging:because.${reason}`)).join(t('ticket:context.listSeparator'));
};
