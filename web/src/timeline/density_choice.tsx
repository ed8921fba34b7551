import { useId } from 'react';
import { words } from '../messages/words';
import { DENSITIES, type Density, useDensity } from './density';

/** Lets people choose how large pictures are in grids. */
export function DensityChoice() {
  const { density, choose } = useDensity();
  const group = useId();
  const { timeline } = words;
  const names: Record<Density, [name: string, letter: string]> = {
    small: [timeline.small, timeline.smallLetter],
    medium: [timeline.medium, timeline.mediumLetter],
    large: [timeline.large, timeline.largeLetter],
  };
  return (
    <fieldset className="segmented density">
      <legend>{timeline.density}</legend>
      {DENSITIES.map((each) => (
        <label key={each} title={names[each][0]}>
          <input
            type="radio"
            name={group}
            checked={density === each}
            aria-label={names[each][0]}
            onChange={() => choose(each)}
          />
          <span>{names[each][1]}</span>
        </label>
      ))}
    </fieldset>
  );
}
