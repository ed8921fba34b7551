import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, type File, unwrap } from '../api/client';
import { queryClient } from '../api/query_client';
import { useSession } from '../api/session';
import { putFiles } from '../library/file_cache';
import type { Spot } from './clusters';
import { pointAt } from './mercator';

export interface PhotoSpot extends Spot {
  readonly latitude: number;
  readonly longitude: number;
  /** The latest photo of the place. */
  readonly cover: File;
}

export interface PlaceFacet {
  readonly value: string;
  readonly count: number;
}

/** The drive names no more places than this. */
const MAX_PLACES = 1000;
/** The map looks so many places up, each with a request, those with the most photos first. */
export const LOOKED_UP = 200;
const REQUESTS_AT_A_TIME = 6;
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

/** Returns the latest photo of a place. */
function fetchCover(user: string | undefined, place: string): Promise<File | null> {
  return queryClient.fetchQuery({
    queryKey: ['place', user, place],
    queryFn: async ({ signal }) => {
      const query = { kind: 'image', sort: 'date', place, limit: 1 } as const;
      const { files } = await unwrap(api.GET('/retrieve', { params: { query }, signal }));
      putFiles(files);
      return files[0] ?? null;
    },
    staleTime: FRESH_MS,
  });
}

export interface Covers {
  /** The latest photo of each place, by the name of the place. */
  readonly covers: ReadonlyMap<string, File>;
  /** All that were asked for are there. */
  readonly complete: boolean;
}

/**
 * Looks up the latest photo of the first `limit` places: it is the cover, and says where the place is, because the
 * drive gives coordinates with the records of files only. Covers come a few at a time.
 */
export function useCovers(places: readonly PlaceFacet[] | undefined, limit: number): Covers {
  const user = useSession((state) => state.session?.username);
  const [state, setState] = useState<Covers>({ covers: new Map(), complete: false });
  useEffect(() => {
    if (!places) return;
    let stopped = false;
    const look = async () => {
      const wanted = places.slice(0, limit);
      const covers = new Map<string, File>();
      for (let from = 0; from < wanted.length && !stopped; from += REQUESTS_AT_A_TIME) {
        const part = wanted.slice(from, from + REQUESTS_AT_A_TIME);
        const files = await Promise.all(
          part.map(({ value }) => fetchCover(user, value).catch(() => null)),
        );
        for (const [i, file] of files.entries()) if (file) covers.set(part[i]?.value ?? '', file);
        if (!stopped) setState({ covers: new Map(covers), complete: false });
      }
      if (!stopped) setState({ covers, complete: true });
    };
    void look();
    return () => {
      stopped = true;
    };
  }, [places, limit, user]);
  return state;
}

/** Returns the places whose coordinates are known. */
export function spotsOf(
  places: readonly PlaceFacet[],
  covers: ReadonlyMap<string, File>,
): readonly PhotoSpot[] {
  return places.flatMap(({ value, count }) => {
    const cover = covers.get(value);
    const { latitude, longitude } = cover?.place ?? {};
    if (!cover || latitude === undefined || longitude === undefined) return [];
    return [{ value, count, cover, latitude, longitude, ...pointAt(latitude, longitude) }];
  });
}
