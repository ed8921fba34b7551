import { lazy, Suspense, useLayoutEffect, useRef } from 'react';
import { returnTo } from '../library/last_seen';
import type { Source } from '../library/source';
import { useLater } from '../ui/use_later';
import { markOverGrid } from './photo_history';

const load = async () => ({ default: (await import('./photo_view')).PhotoView });
const PhotoView = lazy(load);

interface Props {
  /** The open picture; undefined while only its screen is shown. */
  id: string | undefined;
  source: Source;
  base: string;
}

/** The place above a screen where one of its pictures can be opened. */
export function PhotoLayer({ id, source, base }: Props) {
  const last = useRef(id);
  useLayoutEffect(() => {
    const before = last.current;
    last.current = id;
    if (id && !before) markOverGrid();
    if (before && !id) void returnTo(before);
  }, [id]);
  useLater(load);
  if (!id) return null;
  return (
    <Suspense>
      <PhotoView id={id} source={source} base={base} />
    </Suspense>
  );
}
