import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { consoleRoutes, wallRoute } from './console-routes.js';
import { FailureScreen } from './failure-screen.js';
import { portalRoutes } from './portal-routes.js';
import { queries } from './query-client.js';
import { rootRoute } from './root-route.js';
import { home } from './route-guards.js';
import { parseSearch, stringifySearch } from './search.js';

const indexRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', beforeLoad: home });

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: ({ next, ended }: Record<string, unknown>): { next?: string; ended?: true } => ({
    ...(typeof next === 'string' && { next }),
    ...(ended !== undefined && { ended: true }),
  }),
  component: lazyRouteComponent(() => import('../sign-in/sign-in-screen.js'), 'SignInScreen'),
});

const inviteRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invite/$token',
  component: lazyRouteComponent(() => import('../sign-in/invite-screen.js'), 'InviteScreen'),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([indexRoute, loginRoute, inviteRoute, consoleRoutes, wallRoute, portalRoutes]),
  context: { queries },
  parseSearch,
  stringifySearch,
  defaultPreload: false,
  scrollRestoration: false,
  defaultErrorComponent: FailureScreen,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
