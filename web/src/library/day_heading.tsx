import { Icon } from '../ui/icon';
import { dayName } from './day';
import { toggleAll } from './selection';

interface Props {
  items: readonly { readonly id: string }[];
  from: number;
  to: number;
  selected: ReadonlySet<string>;
}

export function DayHeading({ items, from, to, selected }: Props) {
  const name = dayName(items[from]?.id ?? '');
  const whole = () => items.slice(from, to).map((item) => item.id);
  const all = selected.size > 0 && whole().every((id) => selected.has(id));
  return (
    <h2 className={`day ${selected.size > 0 ? 'selecting' : ''}`}>
      <button
        type="button"
        className="day-check"
        role="checkbox"
        aria-checked={all}
        aria-label={`Select all of ${name}`}
        onClick={() => toggleAll(whole())}
      >
        <Icon name="check" size={16} />
      </button>
      {name}
    </h2>
  );
}
