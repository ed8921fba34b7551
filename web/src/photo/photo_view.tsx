import { lazy, Suspense, useLayoutEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { Damage } from '../library/damage';
import { setFavorite } from '../library/favorite';
import { deleteFiles, downloadFiles } from '../library/file_actions';
import { askAbout } from '../library/file_dialog';
import { revealed, tileOf } from '../library/last_seen';
import { photoAddress, screenAddress } from '../library/photo_address';
import type { Source } from '../library/source';
import { useCatalogue } from '../library/use_catalogue';
import { words } from '../messages/words';
import { EmptyState } from '../ui/empty_state';
import { IconButton } from '../ui/icon_button';
import { useKeyHelp } from '../ui/key_help';
import { Toasts } from '../ui/toast';
import { useTitle } from '../ui/use_title';
import { Details } from './details';
import { fly } from './flight';
import { type Action, PhotoBar } from './photo_bar';
import { inItsPlace, isOverGrid } from './photo_history';
import { photoName } from './photo_name';
import { Stage } from './stage';
import { useAwake } from './use_awake';
import { useFile, usePreload } from './use_file';
import type { PictureControls } from './use_gestures';

const EditPanel = lazy(() =>
  import('../edit/edit_panel').then(({ EditPanel }) => ({ default: EditPanel })),
);
const Slideshow = lazy(() =>
  import('./slideshow').then(({ Slideshow }) => ({ default: Slideshow })),
);

interface Props {
  id: string;
  /** The pictures that are before and behind it. */
  source: Source;
  /** The address of the screen below; that of a picture has its id behind a slash. */
  base: string;
}

/** One picture on the whole screen, above the grid. */
export function PhotoView({ id, source, base }: Props) {
  const [, navigate] = useLocation();
  const [, { items }] = useCatalogue(source);
  const [above, setAbove] = useState<'details' | 'edit' | 'slideshow' | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const controls = useRef<PictureControls>(null);
  const closing = useRef(false);
  const { awake, toggle } = useAwake(dialog);
  const { file, missing, failure } = useFile(id);
  const name = file ? photoName(file) : words.photo.photo;
  const favorite = file?.favorite ?? false;
  const showsDetails = above === 'details';
  useTitle(name, 1);
  useKeyHelp(words.photo.keys);

  const at = items.findIndex((item) => item.id === id);
  const nextId = at >= 0 ? items[at + 1]?.id : undefined;
  const previousId = at > 0 ? items[at - 1]?.id : undefined;
  usePreload([nextId, previousId, at >= 0 ? items[at + 2]?.id : undefined]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: it appears once, with the picture it was opened with.
  useLayoutEffect(() => {
    const view = dialog.current;
    if (!view) return;
    view.showModal();
    view.focus();
    document.documentElement.classList.add('viewing');
    void fly(view, tileOf(id), false);
    return () => document.documentElement.classList.remove('viewing');
  }, []);

  const show = (other: string | undefined) => {
    if (other) navigate(photoAddress(base, other), inItsPlace());
  };
  const close = async () => {
    const view = dialog.current;
    if (closing.current || !view) return;
    closing.current = true;
    await fly(view, await revealed(id), true);
    if (isOverGrid()) history.back();
    else navigate(screenAddress(base), { replace: true });
  };
  const remove = async () => {
    if (!(await deleteFiles([id]))) return;
    if (nextId ?? previousId) show(nextId ?? previousId);
    else void close();
  };
  const turn = (part: typeof above) => setAbove((shown) => (shown === part ? null : part));
  const { photo } = words;
  const actions: Action[] = [
    {
      icon: favorite ? 'heart-filled' : 'heart',
      label: favorite ? photo.removeFromFavorites : photo.addToFavorites,
      run: () => void setFavorite([id], !favorite),
      pressed: favorite,
      phone: 'above',
    },
    { icon: 'album', label: photo.addToAlbum, run: () => askAbout('album', [id]), phone: 'menu' },
    { icon: 'edit', label: photo.edit, run: () => turn('edit'), phone: 'below' },
    { icon: 'slideshow', label: photo.slideshow, run: () => turn('slideshow'), phone: 'menu' },
    { icon: 'zoom', label: photo.zoomIn, run: () => controls.current?.zoomIn(), phone: 'menu' },
    {
      icon: 'info',
      label: photo.details,
      run: () => turn('details'),
      pressed: showsDetails,
      phone: 'below',
    },
    {
      icon: 'download',
      label: photo.download,
      run: () => void downloadFiles([id]),
      phone: 'below',
    },
    { icon: 'trash', label: photo.delete, run: () => void remove(), phone: 'below' },
  ];
  const keys: Record<string, () => void> = {
    ArrowRight: () => show(nextId),
    ArrowLeft: () => show(previousId),
    Home: () => show(items[0]?.id),
    End: () => show(items.at(-1)?.id),
    '+': () => controls.current?.zoomIn(),
    '=': () => controls.current?.zoomIn(),
    '-': () => controls.current?.zoomOut(),
    '0': () => controls.current?.reset(),
    f: () => void setFavorite([id], !favorite),
    a: () => askAbout('album', [id]),
    e: () => turn('edit'),
    s: () => turn('slideshow'),
    i: () => turn('details'),
    d: () => void downloadFiles([id]),
    Delete: () => void remove(),
  };

  return (
    <dialog
      ref={dialog}
      tabIndex={-1}
      className={['photo-view', showsDetails && 'with-details', !awake && 'asleep']
        .filter(Boolean)
        .join(' ')}
      aria-label={name}
      onCancel={(event) => {
        event.preventDefault();
        if (event.target === event.currentTarget) void close();
      }}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || !file) return;
        const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
        if (!act) return;
        event.preventDefault();
        act();
      }}
    >
      <div className="photo-stage">
        {file && (
          <Stage
            id={id}
            file={file}
            previousId={previousId}
            nextId={nextId}
            controls={controls}
            next={nextId ? () => show(nextId) : undefined}
            previous={previousId ? () => show(previousId) : undefined}
            close={() => void close()}
            tap={toggle}
            pull={(share) => {
              if (dialog.current)
                dialog.current.style.backgroundColor = share > 0 ? veil(share) : '';
            }}
          />
        )}
        {missing && <Missing close={() => void close()} />}
        {!file && failure && <EmptyState icon="alert" title={failure} />}
        {file && !showsDetails && <Damage file={file} />}
        {previousId && (
          <IconButton
            icon="left"
            label={photo.previous}
            className="step previous photo-chrome"
            onClick={() => show(previousId)}
          />
        )}
        {nextId && (
          <IconButton
            icon="right"
            label={photo.next}
            className="step next photo-chrome"
            onClick={() => show(nextId)}
          />
        )}
        <PhotoBar file={file} actions={actions} close={() => void close()} />
        <p className="visually-hidden" aria-live="polite">
          {file && name}
        </p>
      </div>
      {showsDetails && file && <Details file={file} close={() => setAbove(null)} />}
      <Toasts layer={1} />
      <Suspense>
        {above === 'edit' && file && <EditPanel fileIds={[id]} close={() => setAbove(null)} />}
        {above === 'slideshow' && (
          <Slideshow
            from={id}
            items={items}
            close={(last) => {
              setAbove(null);
              show(last);
            }}
          />
        )}
      </Suspense>
    </dialog>
  );
}

/** Returns the ground of the view while its picture is pulled down by this share of the stage. */
const veil = (share: number) => `rgb(11 11 13 / ${Math.max(0, 1 - share * 1.6)})`;

function Missing({ close }: { close(): void }) {
  return (
    <EmptyState icon="photos" title={words.photo.gone}>
      <p>{words.photo.goneText}</p>
      <button type="button" className="button" onClick={close}>
        {words.photo.back}
      </button>
    </EmptyState>
  );
}
