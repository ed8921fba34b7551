import { useState } from 'react';
import { Link } from 'wouter';
import { explain } from '../api/problem';
import { clearSelection } from '../library/selection';
import { SelectionBar } from '../library/selection_bar';
import { useCatalogue } from '../library/use_catalogue';
import { words } from '../messages/words';
import { PhotoGrid } from '../timeline/photo_grid';
import { EmptyState } from '../ui/empty_state';
import { Icon } from '../ui/icon';
import { useTitle } from '../ui/use_title';
import { makeCover, removeFromAlbum } from './album_actions';
import { AlbumHead } from './album_head';
import { type AlbumOrder, albumOrder, albumSource, chooseAlbumOrder } from './album_sources';
import { Arrange } from './arrange';
import { type Collection, useCollection } from './collections';

/** One album: its names, and its pictures in its own order or by date. */
export default function AlbumScreen({ params }: { params: { id?: string | undefined } }) {
  const { albums } = words;
  const album = useCollection(params.id ?? '');
  if (album === undefined) return <section className="page" aria-busy="true" />;
  if (album === null) {
    return (
      <EmptyState icon="album" title={albums.gone}>
        <p>{albums.goneText}</p>
        <Link href="/albums" className="button">
          {albums.allAlbums}
        </Link>
      </EmptyState>
    );
  }
  return <Album key={album.collectionId} album={album} />;
}

function Album({ album }: { album: Collection }) {
  const { albums, library } = words;
  const { collectionId: id, title } = album;
  const [order, setOrder] = useState(() => albumOrder(id));
  const [arranging, setArranging] = useState(false);
  const [catalogue, { items, complete, error }] = useCatalogue(albumSource(id));
  // Above the name of all albums' screens, below that of an open photo.
  useTitle(title, 0.5);

  const choose = (wanted: AlbumOrder) => {
    chooseAlbumOrder(id, wanted);
    setOrder(wanted);
  };
  if (arranging) {
    const done = () => {
      setArranging(false);
      void catalogue.reload();
    };
    return <Arrange album={album} items={items} done={done} />;
  }
  const arrange = () => {
    clearSelection();
    choose('own');
    setArranging(true);
  };
  return (
    <section className="library" aria-label={title} aria-busy={!complete && !error}>
      <SelectionBar
        actions={[
          {
            icon: 'photos',
            label: albums.makeCover,
            single: true,
            run: (ids) => void makeCover(id, ids[0] as string).then(clearSelection),
          },
          {
            icon: 'close',
            label: albums.remove,
            run: (ids) => void removeFromAlbum(id, ids).then(clearSelection),
          },
        ]}
      />
      <AlbumHead album={album} items={items} order={order} choose={choose} arrange={arrange} />
      {items.length > 0 && (
        <PhotoGrid
          catalogue={catalogue}
          items={items}
          base={`/albums/${id}`}
          grouped={order === 'date'}
        />
      )}
      {items.length === 0 && complete && (
        <EmptyState icon="album" title={albums.empty}>
          <p>{albums.emptyText}</p>
          <Link href="/photos" className="button">
            {albums.choosePhotos}
          </Link>
        </EmptyState>
      )}
      {error !== null && (
        <EmptyState icon="alert" title={albums.notLoaded}>
          <p>{explain(error)}</p>
          <button type="button" className="button" onClick={() => void catalogue.load()}>
            <Icon name="retry" /> {library.tryAgain}
          </button>
        </EmptyState>
      )}
    </section>
  );
}
