import { type CSSProperties, useEffect, useRef, useState } from 'react';
import { reachable } from '../api/base';
import { useCachedFile } from '../library/file_cache';
import { photoName } from '../library/photo_name';
import type { Item } from '../library/source';
import { words } from '../messages/words';
import { IconButton } from '../ui/icon_button';
import { urlsOf } from './picture_urls';
import { useAwake } from './use_awake';
import { preload } from './use_file';
import { useScreenAwake } from './use_screen_awake';

const EACH_MS = 5000;

interface Props {
  from: string;
  items: readonly Item[];
  /** Ends the slideshow at a picture. */
  close(last: string): void;
}

/** One picture after the other on the whole screen; after the last one the first comes again. */
export function Slideshow({ from, items, close }: Props) {
  const [shown, setShown] = useState({ id: from, before: from });
  const [runs, setRuns] = useState(true);
  const box = useRef<HTMLDivElement>(null);
  const { awake, toggle } = useAwake(box);
  useScreenAwake(runs);
  const at = items.findIndex((item) => item.id === shown.id);
  const idAt = (i: number) => items[(i + items.length) % items.length]?.id ?? shown.id;
  const nextId = idAt(at + 1);
  const step = async (id: string) => {
    // A picture comes only once it can be seen.
    await preload(id);
    setShown((now) => (now.id === id ? now : { id, before: now.id }));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: each picture has its time; the next one follows from it.
  useEffect(() => {
    if (!runs) return;
    void preload(nextId);
    const timer = setTimeout(() => void step(nextId), EACH_MS);
    return () => clearTimeout(timer);
  }, [runs, shown.id, nextId]);

  const end = useRef(() => {});
  end.current = () => close(shown.id);
  useEffect(() => {
    const view = box.current;
    if (!view) return;
    view.focus();
    void view.requestFullscreen?.().catch(() => undefined);
    // Escape leaves the full screen without a key event.
    const onChange = () => {
      if (!document.fullscreenElement) end.current();
    };
    view.addEventListener('fullscreenchange', onChange);
    return () => {
      view.removeEventListener('fullscreenchange', onChange);
      if (document.fullscreenElement) void document.exitFullscreen();
    };
  }, []);

  const { photo } = words;
  const keys: Record<string, () => void> = {
    ArrowRight: () => void step(nextId),
    ArrowLeft: () => void step(idAt(at - 1)),
    ' ': () => setRuns(!runs),
    Escape: () => close(shown.id),
    s: () => close(shown.id),
  };
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="region"
      aria-label={photo.slideshow}
      className={`slideshow ${awake ? '' : 'asleep'}`}
      onPointerUp={(event) =>
        event.pointerType !== 'mouse' && event.target === event.currentTarget && toggle()
      }
      onKeyDown={(event) => {
        event.stopPropagation();
        const onButton = (event.target as HTMLElement).closest('button') !== null;
        const act = event.key === ' ' && onButton ? undefined : keys[event.key];
        if (!act) return;
        event.preventDefault();
        act();
      }}
    >
      {[...new Set([shown.before, shown.id])].map((id) => (
        <Frame key={id} id={id} current={id === shown.id} />
      ))}
      <div className="slideshow-bar photo-chrome">
        <IconButton icon="previous" label={photo.previous} onClick={keys.ArrowLeft} />
        <IconButton
          icon={runs ? 'pause' : 'play'}
          label={runs ? photo.pause : photo.resume}
          onClick={() => setRuns(!runs)}
        />
        <IconButton icon="next" label={photo.next} onClick={keys.ArrowRight} />
        <IconButton icon="close" label={photo.endSlideshow} onClick={() => close(shown.id)} />
      </div>
    </div>
  );
}

function Frame({ id, current }: { id: string; current: boolean }) {
  const file = useCachedFile(id);
  const { large, full } = file ? urlsOf(file) : {};
  const url = large ?? full;
  if (!file || !url) return null;
  const ground: CSSProperties = { zIndex: current ? 1 : 0 };
  return (
    <img
      className={`slideshow-frame ${current ? 'current' : ''}`}
      style={ground}
      src={reachable(url)}
      alt={current ? photoName(file) : ''}
      crossOrigin="anonymous"
      draggable={false}
    />
  );
}
