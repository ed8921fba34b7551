import { useId } from 'react';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';

interface Props {
  /** Undefined where files differ. */
  value: number | undefined;
  hint: string | undefined;
  onChange(rating: number): void;
}

/** Five stars to choose from; the sixth choice is none. */
export function RatingField({ value, hint, onChange }: Props) {
  const { edit } = words;
  const name = useId();
  return (
    <fieldset className="field rating">
      <legend>{edit.rating}</legend>
      <div className="rating-choices">
        {[0, 1, 2, 3, 4, 5].map((stars) => (
          <label key={stars} className={stars > 0 && stars <= (value ?? 0) ? 'set' : ''}>
            <input
              type="radio"
              name={name}
              checked={value === stars}
              onChange={() => onChange(stars)}
              aria-label={stars === 0 ? edit.noRating : edit.stars(stars)}
            />
            <span aria-hidden="true" title={stars === 0 ? edit.noRating : edit.stars(stars)}>
              {stars === 0 ? (
                <Icon name="close" size={18} />
              ) : (
                <Icon name={stars <= (value ?? 0) ? 'star-filled' : 'star'} size={24} />
              )}
            </span>
          </label>
        ))}
        {hint && <small>{hint}</small>}
      </div>
    </fieldset>
  );
}
