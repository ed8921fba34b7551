import { type FormEvent, useId, useState } from 'react';
import { explain } from '../api/problem';
import { words } from '../messages/words';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { toast } from '../ui/toast';
import { useRoving } from '../ui/use_roving';
import { addFiles } from './add_files';
import { CollectionCover } from './collection_cover';
import {
  type Collection,
  type CollectionKind,
  createCollection,
  useCollections,
} from './collections';
import { found } from './found';

interface Props {
  fileIds: readonly string[];
  close(): void;
  kind?: CollectionKind;
  /** The files were added; the dialog closes by itself. */
  added?(): void;
}

/** Asks to which album or playlist the files are added; a new one can be made for them. */
export function AddToAlbum({ fileIds, close, kind = 'album', added }: Props) {
  const { albums } = words;
  const { collections, error, retry } = useCollections(kind);
  const [search, setSearch] = useState('');
  const [naming, setNaming] = useState(false);
  const [busy, setBusy] = useState(false);
  const list = useRoving<HTMLUListElement>();
  const isAlbum = kind === 'album';

  const addTo = async (collection: Collection) => {
    setBusy(true);
    if (await addFiles(collection, fileIds)) {
      added?.();
      close();
    } else setBusy(false);
  };
  const create = async (title: string) => {
    setBusy(true);
    try {
      await addTo(await createCollection(title, kind));
    } catch (failure) {
      toast(explain(failure), 'bad');
      setBusy(false);
    }
  };
  const matches = found(collections ?? [], search);

  return (
    <Dialog
      title={isAlbum ? albums.addTo(fileIds.length) : albums.addToPlaylist(fileIds.length)}
      open
      onClose={close}
    >
      {naming ? (
        <NewCollection
          start={search}
          busy={busy}
          create={(title) => void create(title)}
          cancel={() => setNaming(false)}
        />
      ) : (
        <>
          <input
            type="search"
            className="search-field"
            aria-label={isAlbum ? albums.findAlbum : albums.findPlaylist}
            placeholder={isAlbum ? albums.findAlbum : albums.findPlaylist}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
          <ul className="collection-choice" {...list}>
            <li>
              <button
                type="button"
                className="collection-option"
                data-stop
                disabled={busy}
                onClick={() => setNaming(true)}
              >
                <span className="collection-cover new">
                  <Icon name="plus" size={24} />
                </span>
                <strong>{isAlbum ? albums.newAlbum : albums.newPlaylist}</strong>
              </button>
            </li>
            {matches.map((collection) => (
              <li key={collection.collectionId}>
                <button
                  type="button"
                  className="collection-option"
                  data-stop
                  disabled={busy}
                  onClick={() => void addTo(collection)}
                >
                  <CollectionCover collection={collection} />
                  <span className="collection-names">
                    <strong>{collection.title}</strong>
                    <small>{(isAlbum ? albums.items : albums.songs)(collection.count)}</small>
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <p role="status" className="muted">
            {search && collections && matches.length === 0 ? albums.noneFound(search) : ''}
          </p>
          {error !== null && (
            <p className="form-error">
              {explain(error)}{' '}
              <button type="button" className="button quiet" onClick={retry}>
                {words.library.tryAgain}
              </button>
            </p>
          )}
          <div className="actions">
            <button type="button" className="button" onClick={close}>
              {albums.cancel}
            </button>
          </div>
        </>
      )}
    </Dialog>
  );
}

interface NewProps {
  /** The title at first. */
  start: string;
  busy: boolean;
  create(title: string): void;
  cancel(): void;
}

/** The fields of a collection that is to be made. */
export function NewCollection({ start, busy, create, cancel }: NewProps) {
  const { albums } = words;
  const [title, setTitle] = useState(start);
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim()) create(title.trim());
  };
  return (
    <form className="stack" onSubmit={submit}>
      <div className="field">
        <label htmlFor={id}>{albums.title}</label>
        <input
          id={id}
          // biome-ignore lint/a11y/noAutofocus: the user has just asked for this field.
          autoFocus
          required
          maxLength={200}
          autoComplete="off"
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
      </div>
      <div className="actions">
        <button type="button" className="button" onClick={cancel}>
          {albums.cancel}
        </button>
        <button type="submit" className="button primary" disabled={busy || !title.trim()}>
          {albums.create}
        </button>
      </div>
    </form>
  );
}
