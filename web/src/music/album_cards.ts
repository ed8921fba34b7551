import type { Collection } from '../albums/collections';
import { explain } from '../api/problem';
import { words } from '../messages/words';
import { playFrom } from '../player/player';
import { toast } from '../ui/toast';
import { albumAddress, artistAddress, playlistAddress } from './addresses';
import type { CardItem } from './card';
import { notePlayed } from './last_played';
import { type Album, type Artist, fetchAlbum } from './music_data';
import type { Played } from './played_list';

/** Returns how an album is noted when it is played. */
export function playedAlbum({ albumId, title, artist, coverFileId }: Album): Played {
  return { href: albumAddress(albumId), title, subtitle: artist ?? '', coverFileId };
}

async function playAlbum(album: Album): Promise<void> {
  try {
    const { files } = await fetchAlbum(album.albumId);
    playFrom(
      files.map(({ fileId }) => fileId),
      0,
    );
    notePlayed(playedAlbum(album));
  } catch (error) {
    toast(explain(error), 'bad');
  }
}

/** Returns the card of an album; below its title stands its artist, or on an artist's page its year. */
export function albumCard(album: Album, below: 'artist' | 'year' = 'artist'): CardItem {
  const { albumId, title, artist, year, coverFileId } = album;
  const byArtist = artist ?? words.music.unknownArtist;
  return {
    href: albumAddress(albumId),
    title,
    subtitle: below === 'year' ? String(year ?? '') : byArtist,
    coverFileId,
    seed: artist ?? title,
    play: () => void playAlbum(album),
  };
}

/** Returns the card of a playlist. */
export function playlistCard({ collectionId, title, count, coverFileId }: Collection): CardItem {
  return {
    href: playlistAddress(collectionId),
    title,
    subtitle: words.music.countedSongs(count),
    coverFileId,
  };
}

/** Returns the cards of artists, with the cover of an album of theirs. */
export function artistCards(artists: readonly Artist[], albums: readonly Album[]): CardItem[] {
  const covers = new Map<string, string>();
  for (const { artist, coverFileId } of albums) {
    if (artist && !covers.has(artist)) covers.set(artist, coverFileId);
  }
  return artists.map(({ name, albums: count, tracks }) => ({
    href: artistAddress(name),
    title: name,
    subtitle: count > 0 ? words.music.countedAlbums(count) : words.music.countedSongs(tracks),
    coverFileId: covers.get(name),
    round: true,
  }));
}
