import { type ComponentType, lazy } from 'react';
import { albumSource } from './albums/album_sources';
import { favoritePhotos } from './albums/favorite_photos';
import type { Source } from './library/source';
import { allPhotos } from './library/use_catalogue';
import { words } from './messages/words';
import { picturesOf } from './places/pictures';
import { loadPlayer } from './player/load_player';
import { picturesFound } from './search/pictures';
import { PhotoLibrary } from './timeline/photo_library';

/** What the address names: the parts of the path that begin with a colon. */
export type Params = Readonly<Record<string, string | undefined>>;

/** The pictures of a screen: one of them can be opened above it, at `base` with the id behind a slash. */
export interface Pictures {
  readonly source: Source;
  readonly base: string;
}

export interface AppRoute {
  readonly path: string;
  readonly title: () => string;
  readonly Screen: ComponentType<{ params: Params }>;
  /** Set where the path has `:photo?`. */
  readonly pictures?: (params: Params) => Pictures;
}

/** A screen that plays music. */
function playing<Screen>(load: () => Promise<Screen>): () => Promise<Screen> {
  return async () => (await Promise.all([load(), loadPlayer()]))[0];
}

/** A screen of the music, which is loaded when it is needed first. */
function music(name: keyof typeof import('./music/screens')) {
  return lazy(
    playing(async (): Promise<{ default: AppRoute['Screen'] }> => {
      const screens = await import('./music/screens');
      return { default: screens[name] };
    }),
  );
}

/**
 * The screens of users that are logged in. No path may be one of the API's: a browser that asks for /trash or
 * /account gets the answer of the drive.
 */
export const routes: readonly AppRoute[] = [
  {
    path: '/photos/:photo?',
    title: () => words.shell.photos,
    Screen: PhotoLibrary,
    pictures: () => ({ source: allPhotos, base: '/photos' }),
  },
  {
    path: '/favorites/:photo?',
    title: () => words.library.favorites,
    Screen: lazy(() => import('./albums/favorites_screen')),
    pictures: () => ({ source: favoritePhotos, base: '/favorites' }),
  },
  {
    path: '/albums',
    title: () => words.albums.albums,
    Screen: lazy(() => import('./albums/albums_screen')),
  },
  {
    path: '/albums/:id/:photo?',
    title: () => words.albums.albums,
    Screen: lazy(() => import('./albums/album_screen')),
    pictures: ({ id = '' }) => ({ source: albumSource(id), base: `/albums/${id}` }),
  },
  {
    path: '/look-alikes',
    title: () => words.albums.lookAlikes,
    Screen: lazy(() => import('./albums/look_alikes_screen')),
  },
  { path: '/audio', title: () => words.music.title, Screen: music('HomeScreen') },
  { path: '/audio/albums', title: () => words.music.albums, Screen: music('AlbumsScreen') },
  { path: '/audio/albums/:id', title: () => words.music.album, Screen: music('AlbumScreen') },
  { path: '/audio/artists', title: () => words.music.artists, Screen: music('ArtistsScreen') },
  {
    path: '/audio/artists/:name',
    title: () => words.music.artist,
    Screen: music('ArtistScreen'),
  },
  { path: '/audio/genres', title: () => words.music.genres, Screen: music('GenresScreen') },
  { path: '/audio/genres/:name', title: () => words.music.genre, Screen: music('GenreScreen') },
  { path: '/audio/songs', title: () => words.music.songs, Screen: music('SongsScreen') },
  {
    path: '/audio/playlists',
    title: () => words.music.playlists,
    Screen: music('PlaylistsScreen'),
  },
  {
    path: '/audio/playlists/:id',
    title: () => words.music.playlist,
    Screen: music('PlaylistScreen'),
  },
  {
    path: '/audio/favorites',
    title: () => words.music.favorites,
    Screen: music('FavoriteSongsScreen'),
  },
  {
    path: '/deleted',
    title: () => words.trash.trash,
    Screen: lazy(() => import('./trash/trash_screen')),
  },
  {
    path: '/search/:photo?',
    title: () => words.search.title,
    Screen: lazy(playing(() => import('./search/search_screen'))),
    pictures: () => picturesFound(location.search),
  },
  {
    path: '/places',
    title: () => words.places.title,
    Screen: lazy(() => import('./places/places_screen')),
  },
  {
    path: '/places/:place/:photo?',
    title: () => words.places.title,
    Screen: lazy(() => import('./places/place_screen')),
    pictures: picturesOf,
  },
  {
    path: '/settings',
    title: () => words.settings.title,
    Screen: lazy(() => import('./settings/settings_screen')),
  },
  {
    path: '/people',
    title: () => words.people.title,
    Screen: lazy(() => import('./people/people_screen')),
  },
];
