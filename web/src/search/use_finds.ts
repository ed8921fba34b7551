import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, type File, type FilePage, unwrap } from '../api/client';
import { useSession } from '../api/session';
import { putFiles } from '../library/file_cache';
import { keyOf, type Query } from '../library/query';
import type { Facets } from './suggestions';

const FACETS_FRESH_MS = 60_000;
const FOUND_FRESH_MS = 10_000;

const useUser = () => useSession((state) => state.session?.username);

/** Returns the values that files of this query have; the former ones until they are known. */
export function useFacets(query: Query, limit: number, enabled = true): Facets | undefined {
  const user = useUser();
  return useQuery({
    queryKey: ['facets', user, keyOf(query), limit],
    queryFn: ({ signal }) => {
      const { sort: _, order: __, ...filters } = query;
      return unwrap(api.GET('/facets', { params: { query: { ...filters, limit } }, signal }));
    },
    staleTime: FACETS_FRESH_MS,
    placeholderData: keepPreviousData,
    enabled,
  }).data;
}

export interface Found {
  readonly page: FilePage | undefined;
  /** The page is that of an earlier query. */
  readonly stale: boolean;
  readonly error: unknown;
}

/** Returns the first files of a query; those of the former one until they are there. */
export function useFound(query: Query, limit: number, enabled = true): Found {
  const user = useUser();
  const { data, isPlaceholderData, error } = useQuery({
    queryKey: ['found', user, keyOf(query), limit],
    queryFn: async ({ signal }) => {
      const page = await unwrap(
        api.GET('/retrieve', { params: { query: { ...query, limit } }, signal }),
      );
      putFiles(page.files);
      return page;
    },
    staleTime: FOUND_FRESH_MS,
    placeholderData: keepPreviousData,
    enabled,
  });
  return { page: enabled ? data : undefined, stale: isPlaceholderData, error };
}

const NO_FILES: readonly File[] = [];

export const filesOf = ({ page }: Found): readonly File[] => page?.files ?? NO_FILES;
