import { useEffect, useRef } from 'react';
import { words } from '../messages/words';
import { IconButton } from '../ui/icon_button';
import { PlaceLink } from './place_link';
import { placeOf } from './place_tree';
import type { PhotoSpot } from './use_places';

/** The places of a cluster that the map cannot show one by one. */
export function PlacesHere({ spots, close }: { spots: readonly PhotoSpot[]; close(): void }) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <section
      ref={box}
      className="places-here"
      aria-label={words.places.here}
      tabIndex={-1}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') close();
      }}
    >
      <header>
        <h2>{words.places.here}</h2>
        <IconButton icon="close" label={words.places.close} onClick={close} />
      </header>
      <ul>
        {spots.map((spot) => (
          <li key={spot.value}>
            <PlaceLink place={placeOf(spot)} cover={spot.cover} />
          </li>
        ))}
      </ul>
    </section>
  );
}
