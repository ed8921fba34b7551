import { words } from './messages/words';
import { routes } from './routes';
import type { IconName } from './ui/icon';

/** A place in the app that people go to by the navigation. */
export interface Section {
  readonly href: string;
  readonly icon: IconName;
  readonly name: string;
}

export interface Sections {
  readonly photos: readonly Section[];
  readonly music: readonly Section[];
}

const hasScreen = ({ href }: Section) => routes.some(({ path }) => path.split('/:')[0] === href);

/** The sections of the photos, then those of the music, in the order of the navigation. */
export function sections(): Sections {
  const { shell } = words;
  const photos: readonly Section[] = [
    { href: '/photos', icon: 'photos', name: shell.allPhotos },
    { href: '/favorites', icon: 'heart', name: shell.favorites },
    { href: '/albums', icon: 'album', name: shell.albums },
    { href: '/places', icon: 'map', name: shell.places },
    { href: '/look-alikes', icon: 'similar', name: shell.lookAlikes },
    { href: '/deleted', icon: 'trash', name: shell.trash },
  ];
  const music: readonly Section[] = [
    { href: '/audio', icon: 'home', name: shell.musicHome },
    { href: '/audio/albums', icon: 'disc', name: shell.albums },
    { href: '/audio/artists', icon: 'artist', name: shell.artists },
    { href: '/audio/genres', icon: 'genre', name: shell.genres },
    { href: '/audio/songs', icon: 'song', name: shell.songs },
    { href: '/audio/playlists', icon: 'playlist', name: shell.playlists },
    { href: '/audio/favorites', icon: 'heart', name: shell.favorites },
  ];
  return { photos: photos.filter(hasScreen), music: music.filter(hasScreen) };
}

/** What phones have room for at the bottom; the other sections are behind "More". */
export function phoneSections(): readonly Section[] {
  const { shell } = words;
  const all: readonly Section[] = [
    { href: '/photos', icon: 'photos', name: shell.photos },
    { href: '/albums', icon: 'album', name: shell.albums },
    { href: '/search', icon: 'search', name: shell.search },
    { href: '/audio', icon: 'audio', name: shell.music },
  ];
  return all.filter(hasScreen);
}
