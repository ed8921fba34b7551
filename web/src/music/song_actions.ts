import type { File } from '../api/client';
import { setFavorite } from '../library/favorite';
import { deleteFiles, downloadFiles, retryFile } from '../library/file_actions';
import { askAbout } from '../library/file_dialog';
import { toggle } from '../library/selection';
import { words } from '../messages/words';
import { addToEnd, playNext } from '../player/player';
import type { MenuAction } from '../ui/action_menu';
import { toast } from '../ui/toast';
import { albumAddress, artistAddress } from './addresses';
import type { AlbumFinder } from './album_finder';

interface Options {
  albumOf: AlbumFinder;
  selected: boolean;
  go(address: string): void;
  /** What can be done with the song because of the list that it is in. */
  ofList: readonly MenuAction[];
}

/** Returns the artist whose page a song leads to. */
export function artistOfPage({ tags }: File): string | undefined {
  return tags?.artists?.[0] ?? tags?.artist ?? tags?.albumArtist;
}

/** Returns the actions that put songs into the queue. */
export function queueActions(ids: readonly string[]): MenuAction[] {
  const { music } = words;
  const put = (add: (songs: readonly string[]) => void, said: (n: number) => string) => () => {
    add(ids);
    toast(said(ids.length));
  };
  return [
    { icon: 'queue', label: music.playNext, run: put(playNext, music.playsNext) },
    { icon: 'last', label: music.addToEnd, run: put(addToEnd, music.addedToEnd) },
  ];
}

/** Returns the pages that a song leads to. */
function pages(file: File, { albumOf, go }: Options): MenuAction[] {
  const { music } = words;
  const album = albumOf(file);
  const artist = artistOfPage(file);
  const actions: MenuAction[] = [];
  if (album) {
    const run = () => go(albumAddress(album.albumId));
    actions.push({ icon: 'disc', label: music.goToAlbum, run });
  }
  if (artist) {
    const run = () => go(artistAddress(artist));
    actions.push({ icon: 'artist', label: music.goToArtist, run });
  }
  return actions;
}

/** Returns what can be done with a song. */
export function songActions(file: File, options: Options): MenuAction[] {
  const { music } = words;
  const { fileId: id, favorite = false } = file;
  const failed = file.status === 'failed';
  return [
    ...(failed
      ? [{ icon: 'retry', label: music.processAgain, run: () => void retryFile(id) } as const]
      : queueActions([id])),
    { icon: 'playlist', label: music.addToPlaylist, run: () => askAbout('playlist', [id]) },
    {
      icon: favorite ? 'heart-filled' : 'heart',
      label: favorite ? music.removeFavorite : music.addFavorite,
      run: () => void setFavorite([id], !favorite),
    },
    ...pages(file, options),
    ...options.ofList,
    { icon: 'edit', label: music.edit, run: () => askAbout('edit', [id]) },
    {
      icon: 'check',
      label: options.selected ? music.deselect : music.select,
      run: () => toggle(id),
    },
    { icon: 'download', label: music.download, run: () => void downloadFiles([id]) },
    { icon: 'trash', label: music.delete, danger: true, run: () => void deleteFiles([id]) },
  ];
}
