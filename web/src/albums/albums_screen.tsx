import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { explain } from '../api/problem';
import { LoadFailed } from '../library/load_failed';
import { words } from '../messages/words';
import { Dialog } from '../ui/dialog';
import { EmptyState } from '../ui/empty_state';
import { Icon } from '../ui/icon';
import { toast } from '../ui/toast';
import { useRoving } from '../ui/use_roving';
import { NewCollection } from './add_to_album';
import { CollectionCover } from './collection_cover';
import { type Collection, createCollection, useCollections } from './collections';

/** All albums of photos, the newest first. */
export default function AlbumsScreen() {
  const { albums } = words;
  const { collections, error, retry } = useCollections('album');
  const [naming, setNaming] = useState(false);
  const [busy, setBusy] = useState(false);
  const [, navigate] = useLocation();

  const create = async (title: string) => {
    setBusy(true);
    try {
      const { collectionId } = await createCollection(title, 'album');
      setNaming(false);
      navigate(`/albums/${collectionId}`);
    } catch (failure) {
      toast(explain(failure), 'bad');
    } finally {
      setBusy(false);
    }
  };
  const newAlbum = (
    <button type="button" className="button" onClick={() => setNaming(true)}>
      <Icon name="plus" size={18} /> {albums.newAlbum}
    </button>
  );
  return (
    <section className="page" aria-label={albums.albums} aria-busy={!collections && !error}>
      <header className="page-head">
        <h1>{albums.albums}</h1>
        {collections && collections.length > 0 && newAlbum}
      </header>
      {collections?.length === 0 && (
        <EmptyState icon="album" title={albums.noAlbums}>
          <p>{albums.noAlbumsText}</p>
          {newAlbum}
        </EmptyState>
      )}
      {collections && collections.length > 0 && <Covers collections={collections} />}
      {error !== null && <LoadFailed title={albums.notLoaded} error={error} retry={retry} />}
      <Dialog title={albums.newAlbum} open={naming} onClose={() => setNaming(false)}>
        <NewCollection
          start=""
          busy={busy}
          create={(title) => void create(title)}
          cancel={() => setNaming(false)}
        />
      </Dialog>
    </section>
  );
}

function Covers({ collections }: { collections: readonly Collection[] }) {
  const roving = useRoving<HTMLUListElement>();
  return (
    <ul className="album-covers" {...roving}>
      {collections.map((collection) => (
        <li key={collection.collectionId}>
          <Link href={`/albums/${collection.collectionId}`} className="album-cover" data-stop>
            <CollectionCover collection={collection} large />
            <strong title={collection.title}>{collection.title}</strong>
            <small>{words.albums.count(collection.count)}</small>
          </Link>
        </li>
      ))}
    </ul>
  );
}
