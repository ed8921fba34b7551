import { Link } from 'wouter';
import { reachable } from '../api/base';
import type { File } from '../api/client';
import { thumbnailFor } from '../library/thumbnail';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';
import { placeAddress } from './pictures';
import type { Place } from './place_tree';

const PX = 52;

/** A row that leads to the photos of a place. */
export function PlaceLink({ place, cover }: { place: Place; cover: File | undefined }) {
  const url = cover && thumbnailFor(cover, PX * devicePixelRatio);
  return (
    <Link href={placeAddress(place.value)} className="place-link">
      <span className="place-cover">
        {url ? (
          <img src={reachable(url)} alt="" crossOrigin="anonymous" loading="lazy" />
        ) : (
          <Icon name="place" />
        )}
      </span>
      <span className="place-names">
        <strong>{place.name}</strong>
        {place.region && <small>{place.region}</small>}
      </span>
      <small className="count">{words.library.photos(place.count)}</small>
    </Link>
  );
}
