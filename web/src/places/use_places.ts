import { useQuery } from '@tanstack/react-query';
import { api, type File, unwrap } from '../api/client';
import { useSession } from '../api/session';
import { putFiles } from '../library/file_cache';

export interface PlaceFacet {
  readonly value: string;
  readonly count: number;
}

/** The drive names no more places than this. */
const MAX_PLACES = 1000;
const FRESH_MS = 5 * 60_000;

/** Returns the places that photos have, with their numbers. */
export function usePlaces() {
  const user = useSession((state) => state.session?.username);
  return useQuery({
    queryKey: ['places', user],
    queryFn: async ({ signal }): Promise<readonly PlaceFacet[]> => {
      const query = { kind: 'image', limit: MAX_PLACES } as const;
      return (await unwrap(api.GET('/facets', { params: { query }, signal }))).place;
    },
  });
}

/** Returns the latest photo of a place, which is looked up when it is wanted. */
export function useCover(place: string, wanted: boolean): File | undefined {
  const user = useSession((state) => state.session?.username);
  const { data } = useQuery({
    queryKey: ['place', user, place],
    queryFn: async ({ signal }): Promise<File | null> => {
      const query = { kind: 'image', sort: 'date', place, limit: 1 } as const;
      const { files } = await unwrap(api.GET('/retrieve', { params: { query }, signal }));
      putFiles(files);
      return files[0] ?? null;
    },
    enabled: wanted,
    staleTime: FRESH_MS,
  });
  return data ?? undefined;
}
