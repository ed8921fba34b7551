export { AlbumScreen } from './album_screen';
export { AlbumsScreen } from './albums_screen';
export { ArtistsScreen } from './artists_screen';
export { GenresScreen } from './genres_screen';
export { HomeScreen } from './home_screen';
export { ArtistScreen, GenreScreen } from './named_screens';
export { PlaylistScreen } from './playlist_screen';
export { PlaylistsScreen } from './playlists_screen';
export { FavoriteSongsScreen, SongsScreen } from './songs_screen';
