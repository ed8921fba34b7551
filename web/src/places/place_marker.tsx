import { useLocation } from 'wouter';
import { reachable } from '../api/base';
import { thumbnailFor } from '../library/thumbnail';
import { numeral } from '../messages/counted';
import { words } from '../messages/words';
import type { Cluster } from './clusters';
import { placeAddress } from './pictures';
import { placeOf } from './place_tree';
import type { PhotoSpot } from './use_places';

interface Props {
  cluster: Cluster<PhotoSpot>;
  /** Called for a cluster of several places. */
  open(cluster: Cluster<PhotoSpot>): void;
}

const PX = 52;

/** A picture on the map: of one place, which it opens, or of several, which come apart. */
export function PlaceMarker({ cluster, open }: Props) {
  const [, navigate] = useLocation();
  const [first] = cluster.spots;
  if (!first) return null;
  const url = thumbnailFor(first.cover, PX * devicePixelRatio);
  const style = {
    transform: `translate(${Math.round(cluster.x)}px, ${Math.round(cluster.y)}px)`,
    // What has more photos lies above.
    zIndex: Math.min(cluster.count, 9999),
  };
  const content = (
    <>
      {url && <img src={reachable(url)} alt="" crossOrigin="anonymous" draggable={false} />}
      <span className="marker-count" aria-hidden="true">
        {numeral(cluster.count)}
      </span>
    </>
  );
  if (cluster.spots.length === 1) {
    const href = placeAddress(first.value);
    return (
      <a
        href={href}
        className="marker"
        style={style}
        draggable={false}
        aria-label={words.places.marker(first.value, cluster.count)}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
          event.preventDefault();
          navigate(href);
        }}
      >
        {content}
      </a>
    );
  }
  const names = cluster.spots.map((spot) => placeOf(spot).name);
  return (
    <button
      type="button"
      className="marker several"
      style={style}
      aria-label={words.places.cluster(cluster.count, names)}
      onClick={() => open(cluster)}
    >
      {content}
    </button>
  );
}
