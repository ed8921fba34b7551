import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { reachable } from '../api/base';
import { explain } from '../api/problem';
import { Damage } from '../library/damage';
import { fetchFile, freshFile } from '../library/fetch_files';
import { deleteFiles, downloadFiles } from '../library/file_actions';
import { cachedFile, useCachedFile } from '../library/file_cache';
import { useCatalogue } from '../library/use_catalogue';
import { EmptyState } from '../ui/empty_state';
import { IconButton } from '../ui/icon_button';
import { Details } from './details';
import { Picture, type PictureControls } from './picture';
import { urlsOf } from './picture_urls';

/** One picture on the whole screen, above the grid. */
export function PhotoView({ id }: { id: string }) {
  const [, navigate] = useLocation();
  const [, { items }] = useCatalogue('image');
  const [showsDetails, setShowsDetails] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  const controls = useRef<PictureControls>(null);
  const file = useCachedFile(id);
  const failure = useFile(id);

  const at = items.findIndex((item) => item.id === id);
  const nextId = at >= 0 ? items[at + 1]?.id : undefined;
  const previousId = at > 0 ? items[at - 1]?.id : undefined;
  usePreload(nextId);
  usePreload(previousId);

  useEffect(() => {
    dialog.current?.showModal();
    document.documentElement.classList.add('viewing');
    return () => document.documentElement.classList.remove('viewing');
  }, []);

  const show = (other: string | undefined) => {
    if (other) navigate(`/photos/${other}`, { replace: true });
  };
  const close = () => {
    navigate('/photos');
    requestAnimationFrame(() =>
      document
        .querySelector<HTMLElement>(`[data-id="${id}"] .tile-link`)
        ?.focus({ preventScroll: true }),
    );
  };
  const remove = async () => {
    if (!(await deleteFiles([id]))) return;
    if (nextId ?? previousId) show(nextId ?? previousId);
    else close();
  };
  const keys: Record<string, () => void> = {
    ArrowRight: () => show(nextId),
    ArrowLeft: () => show(previousId),
    Home: () => show(items[0]?.id),
    End: () => show(items.at(-1)?.id),
    '+': () => controls.current?.zoomIn(),
    '=': () => controls.current?.zoomIn(),
    '-': () => controls.current?.zoomOut(),
    '0': () => controls.current?.reset(),
    i: () => setShowsDetails((shown) => !shown),
    d: () => void downloadFiles([id]),
    Delete: () => void remove(),
  };

  return (
    <dialog
      ref={dialog}
      className={`photo-view ${showsDetails ? 'with-details' : ''}`}
      aria-label={file?.fileName ?? 'Photo'}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const act = keys[event.key];
        if (!act) return;
        event.preventDefault();
        act();
      }}
    >
      <div className="photo-bar">
        <IconButton icon="back" label="Back to the library" onClick={close} />
        <span className="photo-name">{file?.fileName}</span>
        <IconButton icon="zoom" label="Zoom in" onClick={() => controls.current?.zoomIn()} />
        <IconButton
          icon="info"
          label="Details"
          aria-pressed={showsDetails}
          onClick={() => setShowsDetails(!showsDetails)}
        />
        <IconButton icon="download" label="Download" onClick={() => void downloadFiles([id])} />
        <IconButton icon="trash" label="Delete" onClick={() => void remove()} />
      </div>
      <div className="photo-stage">
        {file ? (
          <Picture
            key={id}
            file={file}
            controls={controls}
            next={() => show(nextId)}
            previous={() => show(previousId)}
            close={close}
          />
        ) : (
          failure && <EmptyState icon="alert" title={failure} />
        )}
        {file && !showsDetails && <Damage file={file} />}
        {previousId && (
          <IconButton
            icon="left"
            label="Previous photo"
            className="step previous"
            onClick={() => show(previousId)}
          />
        )}
        {nextId && (
          <IconButton
            icon="right"
            label="Next photo"
            className="step next"
            onClick={() => show(nextId)}
          />
        )}
      </div>
      {showsDetails && file && <Details file={file} />}
    </dialog>
  );
}

/** Fetches the record of the file if it is missing or its URLs have expired. Returns the error, if any. */
function useFile(id: string): string | null {
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    let stale = false;
    const fail = (text: string) => {
      if (!stale) setFailure(text);
    };
    setFailure(null);
    freshFile(id)
      .then((file) => file ?? fail('This photo is not here (any more)'))
      .catch((error) => fail(explain(error)));
    return () => {
      stale = true;
    };
  }, [id]);
  return failure;
}

/** Preloads the picture of a neighbour, so that it shows at once. */
function usePreload(id: string | undefined): void {
  useEffect(() => {
    if (!id) return;
    const timer = setTimeout(async () => {
      const file = cachedFile(id) ?? (await fetchFile(id).catch(() => null));
      const url = file && urlsOf(file).large;
      if (!url) return;
      const image = new Image();
      image.crossOrigin = 'anonymous';
      image.src = reachable(url);
    }, 100);
    return () => clearTimeout(timer);
  }, [id]);
}
