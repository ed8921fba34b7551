import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { reachable } from '../api/base';
import type { File } from '../api/client';
import { momentName } from '../library/day';
import { freshFile } from '../library/fetch_files';
import { useCachedFile } from '../library/file_cache';
import { photoName } from '../library/photo_name';
import { words } from '../messages/words';
import { formatBytes } from '../ui/format';
import { Icon } from '../ui/icon';
import { largestOf } from './look_alikes';
import { useFiles } from './use_files';

interface Props {
  ids: readonly string[];
  /** Keeps one and deletes the others. */
  keep(id: string): void;
  /** The user wants all of them. */
  pass(): void;
  /** Some do not exist any more. */
  lost(ids: readonly string[]): void;
}

/** Pictures side by side, with what tells them apart. */
export function LookAlikeGroup({ ids, keep, pass, lost }: Props) {
  const { albums } = words;
  const files = useFiles(ids);
  const heading = useRef<HTMLHeadingElement>(null);
  const largest = files.length === ids.length ? largestOf(files) : undefined;
  const key = ids.join();
  const told = useRef(lost);
  told.current = lost;
  useEffect(() => {
    let left = false;
    const missing = async (id: string) => ((await freshFile(id)) ? [] : [id]);
    void Promise.all(key.split(',').map(missing))
      .then((gone) => !left && gone.flat().length > 0 && told.current(gone.flat()))
      .catch(() => undefined);
    return () => {
      left = true;
    };
  }, [key]);
  /** The focus goes to the next group, because this one goes away. */
  const goOn = (act: () => void) => {
    const next = heading.current?.closest('article')?.nextElementSibling ?? null;
    (next?.querySelector<HTMLElement>('h2') ?? document.getElementById('main'))?.focus();
    act();
  };
  return (
    <article className="look-alike">
      <header>
        <h2 ref={heading} tabIndex={-1}>
          {albums.alike(ids.length)}
        </h2>
        <button type="button" className="button quiet" onClick={() => goOn(pass)}>
          {albums.different}
        </button>
      </header>
      <ul>
        {ids.map((id) => (
          <LookAlike key={id} id={id} largest={largest?.fileId === id} keep={() => keep(id)} />
        ))}
      </ul>
    </article>
  );
}

interface OneProps {
  id: string;
  largest: boolean;
  keep(): void;
}

function LookAlike({ id, largest, keep }: OneProps) {
  const { albums } = words;
  const file = useCachedFile(id);
  const name = photoName(file);
  const url = file?.thumbnails?.medium ?? file?.thumbnails?.large ?? file?.thumbnails?.small;
  return (
    <li>
      <Link href={`/photos/${id}`} className="picture-link" aria-label={name}>
        {url ? (
          <img src={reachable(url)} alt="" crossOrigin="anonymous" loading="lazy" />
        ) : (
          <Icon name="photos" size={32} />
        )}
      </Link>
      {largest && <span className="picture-badge">{albums.largest}</span>}
      {file && <Facts file={file} />}
      <button
        type="button"
        className="button"
        aria-label={`${albums.keepThisOf(name)}${file ? `, ${factsOf(file)}` : ''}`}
        onClick={keep}
      >
        {albums.keepThis}
      </button>
    </li>
  );
}

const factsOf = ({ width, height, size }: File): string =>
  [width && height ? `${width} × ${height}` : '', formatBytes(size)].filter(Boolean).join('  ·  ');

function Facts({ file }: { file: File }) {
  return (
    <p className="look-alike-facts">
      <strong>{factsOf(file)}</strong>
      <span>{momentName(file.date)}</span>
    </p>
  );
}
