import { useMemo } from 'react';
import { type AlbumFinder, finderFor } from './album_finder';
import { useAlbums } from './music_data';

/** Returns a function that finds the album of a song among all albums. */
export function useAlbumFinder(): AlbumFinder {
  const { data } = useAlbums();
  return useMemo(() => finderFor(data ?? []), [data]);
}
