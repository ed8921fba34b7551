import { memo, useEffect, useMemo, useState } from 'react';
import { words } from '../messages/words';
import {
  type Coordinates,
  countriesBetween,
  countriesWith,
  LAND_PX,
  loadLand,
  type Land as Outlines,
} from './land';
import { fromScreen, type Size, type View, worldWidth } from './mercator';
import type { useMapGestures } from './use_map_gestures';

interface Props {
  view: View;
  size: Size;
  /** Where photos are. */
  cells: readonly Coordinates[] | undefined;
  gestures: ReturnType<typeof useMapGestures>;
}

/** Land and sea. Countries with photos have another colour. */
export function Land({ view, size, cells, gestures }: Props) {
  const [land, setLand] = useState<Outlines | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    loadLand().then(setLand, () => setFailed(true));
  }, []);
  const visited = useMemo(
    () => (land && cells ? countriesWith(land, cells) : new Set<string>()),
    [land, cells],
  );
  const scale = worldWidth(view.zoom) / LAND_PX;
  const left = size.width / 2 - view.x * LAND_PX * scale;
  const top = size.height / 2 - view.y * LAND_PX * scale;
  const shown = land
    ? countriesBetween(
        land,
        fromScreen({ x: 0, y: 0 }, view, size),
        fromScreen({ x: size.width, y: size.height }, view, size),
      )
    : [];
  return (
    <>
      <svg className="land" aria-hidden="true" focusable="false" {...gestures}>
        <rect className="sea" width="100%" height="100%" />
        <g transform={`translate(${left} ${top}) scale(${scale})`}>
          {shown.map(({ name, path }) => (
            <Outline key={name} path={path} visited={visited.has(name)} />
          ))}
          {land && <Borders path={land.borders} />}
        </g>
      </svg>
      {failed && <p className="map-failed">{words.places.mapFailed}</p>}
    </>
  );
}

const Outline = memo(function Outline({ path, visited }: { path: string; visited: boolean }) {
  return <path d={path} className={visited ? 'country visited' : 'country'} />;
});

const Borders = memo(function Borders({ path }: { path: string }) {
  return <path d={path} className="borders" vectorEffect="non-scaling-stroke" />;
});
