import { useRef } from 'react';
import { Link } from 'wouter';
import { reachable } from '../api/base';
import { thumbnailFor } from '../library/thumbnail';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';
import { placeAddress } from './pictures';
import type { Place } from './place_tree';
import { useNearScreen } from './use_near_screen';
import { useCover } from './use_places';

const PX = 52;

/** A row that leads to the photos of a place. */
export function PlaceLink({ place }: { place: Place }) {
  const picture = useRef<HTMLSpanElement>(null);
  const cover = useCover(place.value, useNearScreen(picture));
  const url = cover && thumbnailFor(cover, PX * devicePixelRatio);
  return (
    <Link href={placeAddress(place.value)} className="place-link">
      <span className="place-cover" ref={picture}>
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
