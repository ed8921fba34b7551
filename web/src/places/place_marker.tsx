import { useLocation } from 'wouter';
import { reachable } from '../api/base';
import { thumbnailFor } from '../library/thumbnail';
import { numeral } from '../messages/counted';
import { words } from '../messages/words';
import { boundsOf, type Cluster, placesOf } from './clusters';
import { areaAddress } from './pictures';
import { placeOf } from './place_tree';

interface Props {
  cluster: Cluster;
  /** Called for a cluster that comes apart; undefined for one that opens its photos. */
  open: ((cluster: Cluster) => void) | undefined;
}

const PX = 52;

/** A picture on the map: the latest photo of an area, of which the map shows more or opens the photos. */
export function PlaceMarker({ cluster, open }: Props) {
  const [, navigate] = useLocation();
  const [first] = cluster.spots;
  if (!first) return null;
  const url = thumbnailFor(first.cell, PX * devicePixelRatio);
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
  const places = placesOf(cluster);
  if (open) {
    const names = places.map((value) => placeOf({ value, count: 0 }).name);
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
  const href = areaAddress(boundsOf(cluster));
  return (
    <a
      href={href}
      className="marker"
      style={style}
      draggable={false}
      aria-label={words.places.marker(places, cluster.count)}
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
