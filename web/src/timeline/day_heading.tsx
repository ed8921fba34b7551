import { dayName, dayOf } from '../library/day';
import { toggleAll } from '../library/selection';
import type { Item } from '../library/source';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';
import { useDayPlace } from './day_place';

interface Props {
  items: readonly Item[];
  from: number;
  to: number;
  selected: ReadonlySet<string>;
  tabbable: boolean;
}

/** Names a day, says how many pictures it has and where they were taken, and selects them. */
export function DayHeading({ items, from, to, selected, tabbable }: Props) {
  const name = dayName(dayOf(items[from]?.date ?? ''));
  const place = useDayPlace(items, from, to);
  const whole = () => items.slice(from, to).map((item) => item.id);
  const all = selected.size > 0 && whole().every((id) => selected.has(id));
  return (
    <div
      className={`day ${selected.size > 0 ? 'selecting' : ''}`}
      role="gridcell"
      data-day={items[from]?.id}
    >
      <button
        type="button"
        className="day-check"
        role="checkbox"
        tabIndex={tabbable ? 0 : -1}
        aria-checked={all}
        aria-label={words.timeline.selectDay(name)}
        onClick={() => toggleAll(whole())}
      >
        <span>
          <Icon name="check" size={16} />
        </span>
      </button>
      <h2>{name}</h2>
      <small>
        {words.library.photos(to - from)}
        {place && ` · ${place}`}
      </small>
    </div>
  );
}
