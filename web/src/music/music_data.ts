import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, unwrap } from '../api/client';
import { onFileEvent } from '../api/file_events';
import { queryClient } from '../api/query_client';
import type { components } from '../api/schema';
import { useSession } from '../api/session';
import { putFiles } from '../library/file_cache';

export type Album = components['schemas']['Album'];
export type Artist = components['schemas']['ArtistPage']['artists'][number];
export type Genre = components['schemas']['GenrePage']['genres'][number];

/** Narrows a list of albums. */
export interface AlbumFilter {
  artist?: string;
  genre?: string;
}

const PER_PAGE = 1000;
const TRACKS_PER_PAGE = 200;
/** Events of one batch of uploads come close together; the lists are fetched once for all of them. */
const GATHER_MS = 1500;

/** Fetches page after page. */
async function all<Page extends { nextCursor?: string }, Entry>(
  fetchPage: (query: { limit: number; cursor?: string }) => Promise<Page>,
  entriesOf: (page: Page) => readonly Entry[],
): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (let cursor: string | undefined, first = true; first || cursor; first = false) {
    const page = await fetchPage({ limit: PER_PAGE, ...(cursor && { cursor }) });
    entries.push(...entriesOf(page));
    cursor = page.nextCursor;
  }
  return entries;
}

/** The key of what is cached about the music of the user who is logged in. */
function useKey(...rest: readonly unknown[]): readonly unknown[] {
  const user = useSession((state) => state.session?.username);
  return ['music', user, ...rest];
}

/** Lists albums, sorted by title. */
export function useAlbums(filter: AlbumFilter = {}) {
  return useQuery({
    queryKey: useKey('albums', filter.artist, filter.genre),
    queryFn: () =>
      all(
        (page) => unwrap(api.GET('/music/albums', { params: { query: { ...page, ...filter } } })),
        ({ albums }) => albums,
      ),
  });
}

/** Lists artists, sorted by name. */
export function useArtists() {
  return useQuery({
    queryKey: useKey('artists'),
    queryFn: () =>
      all(
        (query) => unwrap(api.GET('/music/artists', { params: { query } })),
        ({ artists }) => artists,
      ),
  });
}

/** Lists genres, sorted by name. */
export function useGenres() {
  return useQuery({
    queryKey: useKey('genres'),
    queryFn: () =>
      all(
        (query) => unwrap(api.GET('/music/genres', { params: { query } })),
        ({ genres }) => genres,
      ),
  });
}

/** Fetches an album with all its tracks, by disc and track; their records go into the cache. */
export async function fetchAlbum(id: string) {
  const fetchPage = (cursor?: string) =>
    unwrap(
      api.GET('/music/albums/{id}', {
        params: { path: { id }, query: { limit: TRACKS_PER_PAGE, ...(cursor && { cursor }) } },
      }),
    );
  const album = await fetchPage();
  const files = [...album.files];
  for (let cursor = album.nextCursor; cursor; ) {
    const page = await fetchPage(cursor);
    files.push(...page.files);
    cursor = page.nextCursor;
  }
  putFiles(files);
  return { ...album, files };
}

export type AlbumWithTracks = Awaited<ReturnType<typeof fetchAlbum>>;

export function useAlbum(id: string) {
  return useQuery({ queryKey: useKey('album', id), queryFn: () => fetchAlbum(id) });
}

/** Fetches the lists again after files have changed, while the component is shown. */
export function useMusicNews(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onFileEvent((event) => {
      if ('fileId' in event && event.detail.kind === 'image') return;
      timer ??= setTimeout(() => {
        timer = undefined;
        void queryClient.invalidateQueries({ queryKey: ['music'] });
      }, GATHER_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
}
