import { Link, useMatchRoute, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../shared/commands.js';
import { shortCount } from '../shared/short-count.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { useViewCounts } from '../queue/use-view-counts.js';
import { useApprovalCount } from '../approvals/approval-queries.js';
import { useUndecidedMisuse } from '../misuse/misuse-queries.js';
import { useQuarantinedCount } from '../mail/mail-queries.js';
import { useDuePromises } from '../promises/promises-queries.js';
import { presentLanguage } from './i18n.js';
import { PLACES } from './places.js';
import { useSession } from './session.js';
import classes from './frame.module.css';

/** What a place counts, where it is not what waits. */
const COUNTED: Record<string, string> = {
  mail: 'rail.quarantined',
  approvals: 'rail.toApprove',
  promises: 'rail.due',
  misuse: 'rail.undecided',
};

/** The places that this role has, each with a word. */
export const Rail = () => {
  const { t } = useTranslation('app');
  const { user } = useSession();
  const navigate = useNavigate();
  const matches = useMatchRoute();
  const { waiting } = useViewCounts(user.id);
  const quarantined = useQuarantinedCount();
  const duePromises = useDuePromises();
  const approvals = useApprovalCount();
  const misuse = useUndecidedMisuse();
  const counts: Record<string, number | null> = {
    queue: waiting,
    mail: quarantined,
    promises: duePromises,
    approvals,
    misuse,
  };
  const places = PLACES.filter((place) => user.permissions.includes(place.permission));
  useCommands(
    'screen',
    places.map(({ to, key, jump }) => ({
      id: `screen.${key}`,
      label: t(`rail.${key}`),
      keys: jump.toUpperCase().split(' '),
      run: () => void navigate({ to }),
    })),
  );
  useShortcuts(Object.fromEntries(places.map((place) => [place.jump, () => void navigate({ to: place.to })])));
  return (
    <nav className={classes.rail} aria-label={t('rail.label')} data-region>
      {places.map(({ to, also, key, Icon }) => {
        const here = Boolean(matches({ to, fuzzy: true }) || (also && matches({ to: also })));
        const count = counts[key] ?? null;
        return (
          <Link key={key} to={to} className={classes.place} aria-current={here ? 'page' : undefined}>
            <span className={classes.placeTop}>
              <Icon size={20} stroke={1.75} aria-hidden="true" />
              {count !== null && count > 0 && (
                <span className={classes.placeCount}>
                  <span aria-hidden="true">{shortCount(count, presentLanguage())}</span>
                  <span className="visually-hidden">{t(COUNTED[key] ?? 'rail.waiting', { count })}</span>
                </span>
              )}
            </span>
            <span>{t(`rail.${key}`)}</span>
          </Link>
        );
      })}
    </nav>
  );
};
