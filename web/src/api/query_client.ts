import { QueryClient } from '@tanstack/react-query';
import { isPassing, Problem } from './problem';

const MAX_RETRIES = 4;
const MAX_WAIT_MS = 20_000;

export function waitBeforeRetry(attempt: number, error: unknown): number {
  if (error instanceof Problem && error.retryAfter) return error.retryAfter * 1000;
  return Math.min(500 * 2 ** attempt, MAX_WAIT_MS) * (0.75 + Math.random() / 2);
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (attempt, error) => attempt < MAX_RETRIES && isPassing(error),
      retryDelay: waitBeforeRetry,
      staleTime: 30_000,
    },
  },
});
