import type { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../wire/api.js';
import { LiveQueryClient } from './live-query-client.js';

export const queries: QueryClient = new LiveQueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) =>
        failures < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500),
      refetchOnWindowFocus: false,
      staleTime: 15_000,
    },
  },
});
