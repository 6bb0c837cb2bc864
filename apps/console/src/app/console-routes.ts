import { createRoute, lazyRouteComponent, notFound, redirect } from '@tanstack/react-router';
import { callListSearch, kpiSearch } from '../kpis/kpi-search.js';
import { isShopPerson } from '../sign-in/destination.js';
import { NotFoundScreen } from './failure-screen.js';
import { Frame } from './frame.js';
import { rootRoute } from './root-route.js';
import { home, requires, sessionOrSignIn } from './route-guards.js';
import { mailSearch, promiseSearch, queueSearch } from './search.js';

const consoleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/console',
  beforeLoad: async ({ location }) => {
    if (isShopPerson((await sessionOrSignIn(location.href)).user)) throw redirect({ to: '/portal' });
  },
  component: Frame,
  notFoundComponent: NotFoundScreen,
});

const consoleIndexRoute = createRoute({ getParentRoute: () => consoleRoute, path: '/', beforeLoad: home });

const workRoute = createRoute({
  getParentRoute: () => consoleRoute,
  id: 'work',
  validateSearch: queueSearch,
  beforeLoad: requires('ticket:read'),
  component: lazyRouteComponent(() => import('../queue/work-screen.js'), 'WorkScreen'),
});
const queueRoute = createRoute({ getParentRoute: () => workRoute, path: '/queue' });
const queueViewRoute = createRoute({ getParentRoute: () => workRoute, path: '/queue/$view' });
const ticketRoute = createRoute({ getParentRoute: () => workRoute, path: '/t/$number' });

const phoneRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/phone',
  beforeLoad: requires('call:log'),
  component: lazyRouteComponent(() => import('../phone/phone-screen.js'), 'PhoneScreen'),
});
const callSystemRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/settings/phone',
  beforeLoad: requires('call:connect'),
  component: lazyRouteComponent(() => import('../phone/call-system-screen.js'), 'CallSystemScreen'),
});
const promisesRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/promises',
  validateSearch: promiseSearch,
  beforeLoad: requires('promise:read'),
  component: lazyRouteComponent(() => import('../promises/promises-screen.js'), 'PromisesScreen'),
});
const outboxRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/outbox',
  beforeLoad: requires('outbox:read'),
  component: lazyRouteComponent(() => import('../outbox/outbox-screen.js'), 'OutboxScreen'),
});
const approvalsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  id: 'approvals',
  beforeLoad: requires('approval:decide'),
  component: lazyRouteComponent(() => import('../approvals/approvals-screen.js'), 'ApprovalsScreen'),
});
const approvalListRoute = createRoute({ getParentRoute: () => approvalsRoute, path: '/approvals' });
const textApprovalRoute = createRoute({ getParentRoute: () => approvalsRoute, path: '/approvals/texts/$textId' });
const approvalRoute = createRoute({ getParentRoute: () => approvalsRoute, path: '/approvals/$id' });
const qualityRoute = createRoute({
  getParentRoute: () => consoleRoute,
  id: 'quality',
  beforeLoad: requires('quality:check'),
  component: lazyRouteComponent(() => import('../quality/quality-screen.js'), 'QualityScreen'),
});
const qualityListRoute = createRoute({ getParentRoute: () => qualityRoute, path: '/quality' });
const sampleRoute = createRoute({ getParentRoute: () => qualityRoute, path: '/quality/$id' });
const floorRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/floor',
  beforeLoad: requires('floor:read'),
  component: lazyRouteComponent(() => import('../floor/floor-screen.js'), 'FloorScreen'),
});
const staffingRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/staffing',
  beforeLoad: requires('floor:read'),
  component: lazyRouteComponent(() => import('../staffing/staffing-screen.js'), 'StaffingScreen'),
});
const kpisRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/kpis',
  validateSearch: kpiSearch,
  beforeLoad: requires('floor:read'),
  component: lazyRouteComponent(() => import('../kpis/kpi-screen.js'), 'KpiScreen'),
});
const callListRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/kpis/calls',
  validateSearch: callListSearch,
  beforeLoad: requires('floor:read'),
  component: lazyRouteComponent(() => import('../kpis/call-list-screen.js'), 'CallListScreen'),
});
const mailRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/mail',
  validateSearch: mailSearch,
  beforeLoad: requires('mail:review'),
  component: lazyRouteComponent(() => import('../mail/mail-screen.js'), 'MailScreen'),
});
const mailSettingsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/mail/settings',
  validateSearch: mailSearch,
  beforeLoad: requires('mailbox:write'),
  component: lazyRouteComponent(() => import('../mail/mail-settings-screen.js'), 'MailSettingsScreen'),
});

const misuseRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/misuse',
  beforeLoad: requires('escalation:take'),
  component: lazyRouteComponent(() => import('../misuse/misuse-screen.js'), 'MisuseScreen'),
});
const trainingRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/training',
  beforeLoad: requires('training:own'),
  component: lazyRouteComponent(() => import('../training/training-screen.js'), 'TrainingScreen'),
});
const traineesRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/settings/training',
  beforeLoad: requires('roster:write'),
  component: lazyRouteComponent(() => import('../training/trainees-screen.js'), 'TraineesScreen'),
});
const accountsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/settings/accounts',
  validateSearch: (search: Record<string, unknown>): { part?: 'import' } =>
    search.part === 'import' ? { part: 'import' } : {},
  beforeLoad: requires('account:write'),
  component: lazyRouteComponent(() => import('../settings/accounts-screen.js'), 'AccountsScreen'),
});
const rosterRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/settings/roster',
  validateSearch: (search: Record<string, unknown>): { from?: string } =>
    typeof search.from === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(search.from) ? { from: search.from } : {},
  beforeLoad: requires('roster:write'),
  component: lazyRouteComponent(() => import('../settings/roster-screen.js'), 'RosterScreen'),
});
const textsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/settings/texts',
  validateSearch: (search: Record<string, unknown>): { text?: string } =>
    typeof search.text === 'string' ? { text: search.text } : {},
  beforeLoad: requires('canned:approve'),
  component: lazyRouteComponent(() => import('../settings/texts-screen.js'), 'TextsScreen'),
});
const hoursRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/settings/hours',
  validateSearch: (search: Record<string, unknown>): { desk?: string } =>
    typeof search.desk === 'string' ? { desk: search.desk } : {},
  beforeLoad: requires('desk:write'),
  component: lazyRouteComponent(() => import('../settings/hours-screen.js'), 'HoursScreen'),
});

export const consoleRoutes = consoleRoute.addChildren([
  consoleIndexRoute,
  workRoute.addChildren([queueRoute, queueViewRoute, ticketRoute]),
  phoneRoute,
  promisesRoute,
  callSystemRoute,
  outboxRoute,
  approvalsRoute.addChildren([approvalListRoute, textApprovalRoute, approvalRoute]),
  qualityRoute.addChildren([qualityListRoute, sampleRoute]),
  floorRoute,
  staffingRoute,
  kpisRoute,
  callListRoute,
  mailRoute,
  mailSettingsRoute,
  hoursRoute,
  textsRoute,
  accountsRoute,
  rosterRoute,
  trainingRoute,
  misuseRoute,
  traineesRoute,
]);

/** Stands on a wall, without the frame of a desk. */
export const wallRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/console/wall',
  beforeLoad: async ({ location }) => {
    const { user } = await sessionOrSignIn(location.href);
    if (!user.permissions.includes('floor:read')) throw notFound();
  },
  component: lazyRouteComponent(() => import('../floor/wall-screen.js'), 'WallScreen'),
});
