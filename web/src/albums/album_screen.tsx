import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { LoadFailed } from '../library/load_failed';
import { clearSelection } from '../library/selection';
import { SelectionBar } from '../library/selection_bar';
import { useCatalogue } from '../library/use_catalogue';
import { words } from '../messages/words';
import { PhotoGrid } from '../timeline/photo_grid';
import { EmptyState } from '../ui/empty_state';
import { Icon } from '../ui/icon';
import { useSheet } from '../ui/use_sheet';
import { useTitle } from '../ui/use_title';
import { chooseFiles } from '../uploads/choose_files';
import { useUploadsInto } from '../uploads/upload_target';
import { AddPhotos } from './add_photos';
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
  const { albums } = words;
  const { collectionId: id, title } = album;
  const [order, setOrder] = useState(() => albumOrder(id));
  const [arranging, setArranging] = useState(false);
  const adding = useSheet('add-photos');
  const [catalogue, { items, complete, error }] = useCatalogue(albumSource(id));
  // Above the name of all albums' screens, below that of an open photo.
  useTitle(title, 0.5);
  useUploadsInto(id, title);
  const inside = useMemo(() => new Set(items.map((item) => item.id)), [items]);

  const choose = (wanted: AlbumOrder) => {
    chooseAlbumOrder(id, wanted);
    setOrder(wanted);
  };
  if (adding.open) return <AddPhotos album={album} inside={inside} close={adding.close} />;
  if (arranging) {
    const done = () => {
      setArranging(false);
      void catalogue.reload();
    };
    return <Arrange album={album} catalogue={catalogue} items={items} done={done} />;
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
      <AlbumHead
        album={album}
        items={items}
        order={order}
        choose={choose}
        arrange={arrange}
        add={adding.show}
      />
      {items.length > 0 && (
        <PhotoGrid
          catalogue={catalogue}
          items={items}
          base={`/albums/${id}`}
          grouped={order === 'date'}
        />
      )}
      {items.length === 0 && complete && (
        <EmptyState icon="album" title={albums.empty} dropZone>
          <p>{albums.emptyText}</p>
          <div className="empty-actions">
            <button type="button" className="button primary" onClick={adding.show}>
              <Icon name="plus" size={18} /> {albums.addPhotos}
            </button>
            <button type="button" className="button" onClick={() => chooseFiles()}>
              <Icon name="upload" size={18} /> {albums.upload}
            </button>
          </div>
        </EmptyState>
      )}
      {error !== null && (
        <LoadFailed title={albums.notLoaded} error={error} retry={() => void catalogue.load()} />
      )}
    </section>
  );
}
