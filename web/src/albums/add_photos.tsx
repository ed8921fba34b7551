import { useEffect, useMemo, useRef, useState } from 'react';
import { LoadFailed } from '../library/load_failed';
import { sourceOf } from '../library/query';
import { clearSelection, useSelection } from '../library/selection';
import { allPhotos, useCatalogue } from '../library/use_catalogue';
import { words } from '../messages/words';
import { PhotoGrid } from '../timeline/photo_grid';
import { EmptyState } from '../ui/empty_state';
import { Icon } from '../ui/icon';
import { IconButton } from '../ui/icon_button';
import { useSettled } from '../ui/use_settled';
import { chooseFiles } from '../uploads/choose_files';
import { addFiles } from './add_files';
import type { Collection } from './collections';

const SETTLED_MS = 200;

interface Props {
  album: Collection;
  /** The ids of the photos that it has. */
  inside: ReadonlySet<string>;
  close(): void;
}

/** All photos by date, or those that a search finds, to choose some of them for an album. */
export function AddPhotos({ album, inside, close }: Props) {
  const { albums, library } = words;
  const [text, setText] = useState('');
  const searched = useSettled(text.trim(), SETTLED_MS);
  const source = useMemo(
    () => (searched ? sourceOf({ kind: 'image', q: searched, sort: 'date' }) : allPhotos),
    [searched],
  );
  const [catalogue, { items, complete, error }] = useCatalogue(source);
  const { ids } = useSelection();
  const chosen = [...ids].filter((id) => !inside.has(id));
  const [busy, setBusy] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    clearSelection();
    scrollTo({ top: 0, behavior: 'instant' });
    heading.current?.focus({ preventScroll: true });
    return clearSelection;
  }, []);
  useEscape(() => (text ? setText('') : close()));

  const add = async () => {
    setBusy(true);
    if (await addFiles(album, chosen)) close();
    else setBusy(false);
  };
  return (
    <section className="library add-photos" aria-label={albums.addPhotosTo(album.title)}>
      <header className="add-photos-bar">
        <IconButton icon="close" label={albums.cancel} onClick={close} />
        <h1 ref={heading} tabIndex={-1}>
          {albums.addPhotosTo(album.title)}
        </h1>
        <button
          type="button"
          className="button add-photos-upload"
          aria-label={albums.upload}
          onClick={() => chooseFiles()}
        >
          <Icon name="upload" size={18} /> <span>{albums.upload}</span>
        </button>
        <button
          type="button"
          className="button primary"
          disabled={busy || chosen.length === 0}
          onClick={() => void add()}
        >
          {albums.addChosen(chosen.length)}
        </button>
        <input
          type="search"
          className="search-field"
          aria-label={albums.findPhotos}
          placeholder={albums.findPhotos}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <p role="status" className="visually-hidden">
          {library.selected(chosen.length)}
        </p>
      </header>
      {items.length > 0 && (
        <PhotoGrid catalogue={catalogue} items={items} base="/photos" taken={inside} />
      )}
      {items.length === 0 && complete && (
        <EmptyState icon="photos" title={searched ? albums.noneFound(searched) : albums.noPhotos}>
          {searched === '' && <p>{albums.noPhotosText}</p>}
        </EmptyState>
      )}
      {error !== null && (
        <LoadFailed title={library.loadFailed} error={error} retry={() => void catalogue.load()} />
      )}
    </section>
  );
}

/** Calls `act` for Escape, unless it closes something above the page. */
function useEscape(act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      if (document.querySelector('dialog[open], [popover=auto]:popover-open')) return;
      event.preventDefault();
      latest.current();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}
