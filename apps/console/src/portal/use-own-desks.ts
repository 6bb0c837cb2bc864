import { useQuery } from '@tanstack/react-query';
import type { DeskView } from '#libs/contracts';
import { desksQuery } from '../wire/queries.js';

/** The shop's own desks, and the name and mark under which its pages stand: the shop's with one desk, the company's with several. */
export const useOwnDesks = (): { desks: DeskView[]; name: string; mark: DeskView['mark'] | undefined } => {
  const desks = useQuery(desksQuery).data ?? [];
  const first = desks[0];
  return { desks, name: (desks.length > 1 ? first?.tenantName : first?.siteName) ?? '', mark: first?.mark };
};
