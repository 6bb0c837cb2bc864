import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { parseReferenceNumber, type TicketPage } from '#libs/contracts';
import { type Command, COMMAND_GROUPS, usePresentCommands } from '../shared/commands.js';
import { cannedQuery } from '../ticket/canned-queries.js';
import { cannedTarget } from '../ticket/canned-target.js';
import { api } from '../wire/api.js';
import { ticketQuery, useDesks } from '../wire/queries.js';
import { matches } from '../shared/matching.js';

export interface PaletteItem extends Command {
  /** What stands beside the label: the shop, the state. */
  detail?: string;
}
export interface PaletteGroup {
  key: 'recent' | 'number' | 'ticket' | 'list' | 'screen' | 'shop' | 'setting' | 'search' | 'person' | 'canned';
  items: readonly PaletteItem[];
}

const MOST = 6;
const PEOPLE = 5;

const peopleQuery = (words: string) => ({
  queryKey: ['palette', 'people', words],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.get<TicketPage>('tickets', { query: { q: words, limit: PEOPLE }, signal }),
  staleTime: 10_000,
  // What was looked for does not stay in memory.
  gcTime: 0,
});

/**
 * What the words mean, best first: a reference number, something to do, a place, a shop; then what the server finds, in places of
 * its own below, so that nothing moves under the cursor when it arrives.
 */
export const usePaletteGroups = (typed: string, settled: string, recentIds: readonly string[]): PaletteGroup[] => {
  const { t } = useTranslation(['app', 'words']);
  const navigate = useNavigate();
  const desks = useDesks();
  const commands = usePresentCommands();
  const { number: openNumber } = useParams({ strict: false });
  const open = useQuery({ ...ticketQuery(openNumber ?? ''), enabled: openNumber !== undefined }).data;
  const words = typed.trim();
  const number = parseReferenceNumber(words);
  const asks = settled.trim() !== '' && number === null;
  const people = useQuery({ ...peopleQuery(settled.trim()), enabled: asks, placeholderData: keepPreviousData }).data;
  const texts = useQuery({ ...cannedQuery(open?.id ?? '', settled), enabled: asks && open !== undefined }).data;

  const ticketItem = (which: string, label = which, detail?: string): PaletteItem => ({
    id: `number.${which}`,
    label,
    detail,
    run: () => void navigate({ to: '/console/t/$number', params: { number: which } }),
  });
  const shops = [...desks.values()].map((desk) => ({
    id: `shop.${desk.id}`,
    label: desk.siteName,
    run: () => void navigate({ to: '/console/queue/$view', params: { view: 'waiting' }, search: { shop: desk.id } }),
  }));
  const local = (key: 'ticket' | 'list' | 'screen' | 'setting'): PaletteGroup => ({
    key,
    items: (commands.get(key) ?? []).filter(({ label }) => matches(words, label)),
  });
  if (words === '') {
    const known = [...COMMAND_GROUPS.flatMap((group) => commands.get(group) ?? []), ...shops];
    const recent = recentIds.flatMap((id): PaletteItem[] => {
      const which = id.startsWith('number.') ? id.slice('number.'.length) : null;
      const found = which === null ? known.find((command) => command.id === id) : ticketItem(which);
      return found ? [found] : [];
    });
    return filled([{ key: 'recent', items: recent }, local('ticket'), local('list'), local('screen')]);
  }

  const search: PaletteItem = {
    id: 'search',
    label: t('app:palette.searchFor', { words }),
    run: () => void navigate({ to: '/console/queue/$view', params: { view: 'all' }, search: { q: words } }),
  };
  const persons = (asks ? (people?.items ?? []) : []).map((row) => ({
    ...ticketItem(
      row.number,
      t('words:honorific', { name: row.requesterName }),
      [row.number, desks.get(row.deskId)?.siteName, t(`words:state.${row.state}`)].filter(Boolean).join(' ・ '),
    ),
  }));
  const insertable = cannedTarget();
  const canned = (asks && open ? (texts ?? []) : []).slice(0, MOST).map((row) => ({
    id: `canned.${row.id}`,
    label: row.title,
    detail: row.summary,
    blocked: insertable ? null : t('app:palette.noReply'),
    run: () => cannedTarget()?.(row.id),
  }));
  return filled([
    { key: 'number', items: number ? [ticketItem(number)] : [] },
    local('ticket'),
    local('list'),
    local('screen'),
    { key: 'shop', items: shops.filter(({ label }) => matches(words, label)).slice(0, MOST) },
    local('setting'),
    { key: 'search', items: number ? [] : [search] },
    { key: 'person', items: persons },
    { key: 'canned', items: canned },
  ]);
};

const filled = (groups: PaletteGroup[]): PaletteGroup[] => groups.filter(({ items }) => items.length > 0);
