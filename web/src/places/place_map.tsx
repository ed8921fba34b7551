import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { words } from '../messages/words';
import { IconButton } from '../ui/icon_button';
import { useSettled } from '../ui/use_settled';
import { type Bounds, cornersOf, sideOf } from './bounds';
import { boundsOf, type Cluster, clustersOf, NEAR_PX, placesOf, spotOf, visible } from './clusters';
import { Land } from './land_layer';
import { type MapCells, useCells } from './map_cells';
import { windowOf } from './map_window';
import { fitted, MAX_ZOOM, moved, type Size, type View, zoomed } from './mercator';
import { PlaceMarker } from './place_marker';
import { useMapGestures } from './use_map_gestures';
import { useMapView } from './use_map_view';

const STEP_PX = 90;
/** A cluster opens its photos unless it is seen better by more than this. */
const MIN_STEP = 0.4;
/** The drive is asked once the map has come to rest for so long. */
const REST_MS = 120;

interface Props {
  /** All photos with coordinates. */
  world: MapCells | undefined;
  /** The part that the map goes to, each time that it changes. */
  focus: Bounds | null;
}

const NOWHERE: Bounds = [];
const fittedTo = (bounds: Bounds, size: Size, maxZoom?: number) =>
  fitted(bounds.length > 0 ? cornersOf(bounds) : [], size, maxZoom);

/** Returns the view in which a cluster comes apart; undefined if it does not, even from near. */
function nearerView(cluster: Cluster, view: View, size: Size): View | undefined {
  const bounds = boundsOf(cluster);
  if (sideOf(bounds, MAX_ZOOM) < NEAR_PX) return undefined;
  const target = fittedTo(bounds, size, MAX_ZOOM);
  return target.zoom > view.zoom + MIN_STEP ? target : undefined;
}

/** The world with the places of photos. It needs no other server. */
export function PlaceMap({ world, focus }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const map = useMapView(box);
  const { view, size, change, fly } = map;
  const gestures = useMapGestures(box, map);
  const [news, setNews] = useState('');
  const keysId = useId();

  // The map shows all places until somebody moves it.
  const touched = useRef(false);
  const everywhere = world?.bounds ?? NOWHERE;
  useEffect(() => {
    if (!touched.current && size.width > 0) change((_, now) => fittedTo(everywhere, now));
  }, [everywhere, size.width, change]);
  useEffect(() => {
    if (!focus) return;
    touched.current = true;
    fly((_, now) => fittedTo(focus, now));
  }, [focus, fly]);

  const hasSize = size.width > 0;
  const shown = useMemo(() => (hasSize ? windowOf(view, size) : null), [hasSize, view, size]);
  const cells = useCells(useSettled(shown, REST_MS, null)) ?? world?.cells;
  const spots = useMemo(() => (cells ?? []).map(spotOf), [cells]);
  const clusters = useMemo(
    () => (size.width > 0 ? visible(clustersOf(spots, view, size), size) : []),
    [spots, view, size],
  );
  const touch = (act: () => void) => {
    touched.current = true;
    act();
  };
  const zoomBy = (by: number) =>
    touch(() => fly((now, all) => zoomed(now, by, { x: all.width / 2, y: all.height / 2 }, all)));
  const open = (target: View) => (cluster: Cluster) => {
    touch(() => fly(() => target));
    setNews(words.places.zoomedTo(placesOf(cluster).length));
    // The marker is gone when the map is there.
    box.current?.focus();
  };

  const step = (dx: number, dy: number) => () =>
    touch(() => fly((now: View, all) => moved(now, dx, dy, all)));
  const keys: Record<string, () => void> = {
    ArrowLeft: step(STEP_PX, 0),
    ArrowRight: step(-STEP_PX, 0),
    ArrowUp: step(0, STEP_PX),
    ArrowDown: step(0, -STEP_PX),
    '+': () => zoomBy(1),
    '=': () => zoomBy(1),
    '-': () => zoomBy(-1),
    '0': () => touch(() => fly((_, all) => fittedTo(everywhere, all))),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };

  return (
    <div className="place-map">
      <div
        ref={box}
        className="map"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move it.
        tabIndex={0}
        aria-label={words.places.map}
        aria-describedby={keysId}
        onKeyDown={onKeyDown}
        onPointerDownCapture={() => {
          touched.current = true;
        }}
        onWheelCapture={() => {
          touched.current = true;
        }}
      >
        <Land view={view} size={size} cells={world?.cells} gestures={gestures} />
        {clusters.map((cluster) => {
          const target = nearerView(cluster, view, size);
          return (
            <PlaceMarker
              key={cluster.spots[0]?.cell.coverFileId}
              cluster={cluster}
              open={target && open(target)}
            />
          );
        })}
      </div>
      <div className="map-buttons">
        <IconButton
          icon="plus"
          label={words.places.zoomIn}
          disabled={view.zoom >= MAX_ZOOM}
          onClick={() => zoomBy(1)}
        />
        <IconButton icon="minus" label={words.places.zoomOut} onClick={() => zoomBy(-1)} />
        <IconButton icon="map" label={words.places.showAll} onClick={keys['0']} />
      </div>
      <p id={keysId} className="visually-hidden">
        {words.places.mapKeys}
      </p>
      <p role="status" className="visually-hidden">
        {news}
      </p>
      <small className="map-source">{words.places.source}</small>
    </div>
  );
}
