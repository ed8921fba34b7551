import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { words } from '../messages/words';
import { IconButton } from '../ui/icon_button';
import { type Cluster, clustersOf, visible } from './clusters';
import { Land } from './land_layer';
import { fitted, MAX_ZOOM, moved, type View, zoomed } from './mercator';
import { PlaceMarker } from './place_marker';
import { PlacesHere } from './places_here';
import { useMapGestures } from './use_map_gestures';
import { useMapView } from './use_map_view';
import type { PhotoSpot } from './use_places';

const STEP_PX = 90;
/** A cluster that would not come apart by more than this lists its places instead. */
const MIN_STEP = 0.4;

interface Props {
  spots: readonly PhotoSpot[];
  /** The spots that the map goes to, each time that they change. */
  focus: readonly PhotoSpot[] | null;
}

/** The world with the places of photos, as far as they are known. It needs no other server. */
export function PlaceMap({ spots, focus }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const map = useMapView(box);
  const { view, size, change, fly } = map;
  const gestures = useMapGestures(box, map);
  const [here, setHere] = useState<readonly PhotoSpot[]>([]);
  const [news, setNews] = useState('');
  const keysId = useId();

  // The map shows all places until somebody moves it.
  const touched = useRef(false);
  useEffect(() => {
    if (!touched.current && size.width > 0) change((_, now) => fitted(spots, now));
  }, [spots, size.width, change]);
  useEffect(() => {
    if (!focus) return;
    touched.current = true;
    fly((_, now) => fitted(focus, now));
  }, [focus, fly]);

  const clusters = useMemo(
    () => (size.width > 0 ? visible(clustersOf(spots, view, size), size) : []),
    [spots, view, size],
  );
  const touch = (act: () => void) => {
    touched.current = true;
    setHere([]);
    act();
  };
  const zoomBy = (by: number) =>
    touch(() => fly((now, all) => zoomed(now, by, { x: all.width / 2, y: all.height / 2 }, all)));
  const open = (cluster: Cluster<PhotoSpot>) => {
    const target = fitted(cluster.spots, size, MAX_ZOOM);
    if (target.zoom < view.zoom + MIN_STEP) return setHere(cluster.spots);
    touch(() => fly(() => target));
    setNews(words.places.zoomedTo(cluster.spots.length));
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
    '0': () => touch(() => fly((_, all) => fitted(spots, all))),
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
        <Land view={view} size={size} spots={spots} gestures={gestures} />
        {clusters.map((cluster) => (
          <PlaceMarker key={cluster.spots[0]?.value} cluster={cluster} open={open} />
        ))}
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
      {here.length > 0 && <PlacesHere spots={here} close={() => setHere([])} />}
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
