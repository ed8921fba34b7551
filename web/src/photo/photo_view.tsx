import { lazy, Suspense, useLayoutEffect, useRef, useState } from 'react';
import { Damage } from '../library/damage';
import { tileOf } from '../library/last_seen';
import { photoName } from '../library/photo_name';
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
import { actionsFor, keysFor, type Part } from './photo_actions';
import { PhotoBar } from './photo_bar';
import { Stage } from './stage';
import { useAwake } from './use_awake';
import { useFile } from './use_file';
import type { PictureControls } from './use_gestures';
import { useWay } from './use_way';

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
  const [, { items }] = useCatalogue(source);
  const [above, setAbove] = useState<Part | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const controls = useRef<PictureControls>(null);
  const { awake, toggle } = useAwake(dialog);
  const { file, missing, failure } = useFile(id);
  const name = photoName(file);
  const showsDetails = above === 'details';
  useTitle(name, 1);
  useKeyHelp(words.photo.keys);

  const { nextId, previousId, show, close, remove, keys } = useWay(id, items, base, dialog);

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

  const options = {
    id,
    file,
    controls: () => controls.current,
    above,
    turn: (part: Part) => setAbove((shown) => (shown === part ? null : part)),
    remove: () => void remove(),
  };
  const acts = { ...keys, ...keysFor(options) };
  const { photo } = words;

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
        if (event.target === event.currentTarget) close();
      }}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || !file) return;
        const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
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
            close={close}
            tap={toggle}
            pull={(share) => {
              if (dialog.current)
                dialog.current.style.backgroundColor = share > 0 ? veil(share) : '';
            }}
          />
        )}
        {missing && <Missing close={close} />}
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
        <PhotoBar file={file} actions={actionsFor(options)} close={close} />
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
