import { Link } from 'wouter';
import { LibraryScreen } from '../library/library_screen';
import { words } from '../messages/words';
import { PhotoGrid } from '../timeline/photo_grid';
import { favoritePhotos } from './favorite_photos';

export default function FavoritesScreen() {
  const { library } = words;
  return (
    <LibraryScreen
      source={favoritePhotos}
      title={library.favorites}
      empty={{
        icon: 'heart',
        title: library.noFavorites,
        text: library.noFavoritesText,
        action: (
          <Link href="/photos" className="button">
            {words.albums.choosePhotos}
          </Link>
        ),
      }}
      skeleton={null}
    >
      {(catalogue, items) => (
        <>
          <p className="page-title" aria-hidden="true">
            {library.favorites}
          </p>
          <PhotoGrid catalogue={catalogue} items={items} base="/favorites" />
        </>
      )}
    </LibraryScreen>
  );
}
