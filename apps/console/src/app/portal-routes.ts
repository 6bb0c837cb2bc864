import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { PortalLive } from '../portal/portal-live.js';
import { isShopPerson } from '../sign-in/destination.js';
import { NotFoundScreen } from './failure-screen.js';
import { rootRoute } from './root-route.js';
import { sessionOrSignIn } from './route-guards.js';
import { portalSearch } from './search.js';

const portalRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/portal',
  beforeLoad: async ({ location }) => {
    if (!isShopPerson((await sessionOrSignIn(location.href)).user)) throw redirect({ to: '/console' });
  },
  component: PortalLive,
  notFoundComponent: NotFoundScreen,
});
const portalHomeRoute = createRoute({
  getParentRoute: () => portalRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../portal/portal-screen.js'), 'PortalScreen'),
});
const portalTicketsRoute = createRoute({
  getParentRoute: () => portalRoute,
  path: '/tickets',
  validateSearch: portalSearch,
  component: lazyRouteComponent(() => import('../portal/portal-tickets-screen.js'), 'PortalTicketsScreen'),
});
const portalSettingsRoute = createRoute({
  getParentRoute: () => portalRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('../portal/portal-settings-screen.js'), 'PortalSettingsScreen'),
});
const portalTicketRoute = createRoute({
  getParentRoute: () => portalRoute,
  path: '/tickets/$number',
  validateSearch: portalSearch,
  component: lazyRouteComponent(() => import('../portal/portal-ticket-screen.js'), 'PortalTicketScreen'),
});

export const portalRoutes = portalRoute.addChildren([
  portalHomeRoute,
  portalTicketsRoute,
  portalTicketRoute,
  portalSettingsRoute,
]);
