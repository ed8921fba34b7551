import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../api/client';
import type { components } from '../api/schema';
import { useSession } from '../api/session';
import { type Bounds, boundsText } from './bounds';
import type { MapWindow } from './map_window';

export type MapCell = components['schemas']['MapCell'];
export type MapCells = components['schemas']['MapCells'];

/** The most cells that the drive gives at a time: more than a screen shows. */
const MAX_CELLS = 500;
/** Countries are told apart at this zoom. */
const WORLD_ZOOM = 6;
const FRESH_MS = 5 * 60_000;

const fetchCells = (query: { zoom?: number; bounds?: string; place?: string; limit: number }) =>
  unwrap(api.GET('/map', { params: { query: { kind: 'image', ...query } } }));

/** Returns all photos with coordinates, roughly. */
export function useWorld(): UseQueryResult<MapCells> {
  const user = useSession((state) => state.session?.username);
  return useQuery({
    queryKey: ['map', user, 'world'],
    queryFn: () => fetchCells({ zoom: WORLD_ZOOM, limit: MAX_CELLS }),
    staleTime: FRESH_MS,
  });
}

/** Returns the cells of a window; those of the former one until they are there, if there was one. */
export function useCells(part: MapWindow | null): readonly MapCell[] | undefined {
  const user = useSession((state) => state.session?.username);
  const bounds = part ? boundsText(part.bounds) : '';
  const { data } = useQuery({
    queryKey: ['map', user, part?.zoom, bounds],
    queryFn: () => fetchCells({ zoom: part?.zoom ?? 0, bounds, limit: MAX_CELLS }),
    enabled: part !== null,
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
  });
  return data?.cells;
}

/** Returns where the photos of a place are: of a town, a region or a country. */
export async function boundsOfPlace(place: string): Promise<Bounds | undefined> {
  return (await fetchCells({ place, limit: 1 })).bounds;
}
