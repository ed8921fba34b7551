import { useId, useRef, useState } from 'react';
import { monthLetters } from '../library/day';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';
import type { Month } from './months';

interface Props {
  months: readonly Month[];
  go(place: number): void;
}

/** Leads to any month of the timeline, without dragging. */
export function MonthMenu({ months, go }: Props) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const choose = (place: number) => {
    menu.current?.hidePopover();
    go(place);
  };
  return (
    <>
      <button type="button" className="button quiet" popoverTarget={id}>
        <Icon name="calendar" size={18} /> {words.timeline.goToDate}
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        className="menu month-menu"
        role="dialog"
        aria-label={words.timeline.goToDate}
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {open && <Years months={months} choose={choose} />}
      </div>
    </>
  );
}

function Years({ months, choose }: { months: readonly Month[]; choose(place: number): void }) {
  const years = new Map<string, number[]>();
  months.forEach(({ month }, place) => {
    const year = month.slice(0, 4);
    years.set(year, [...(years.get(year) ?? []), place]);
  });
  return [...years].map(([year, places]) => (
    <section key={year} aria-label={year}>
      <h3>{year}</h3>
      {places.map((place) => {
        const { month, count } = months[place] as Month;
        return (
          <button key={month} type="button" onClick={() => choose(place)}>
            {monthLetters(month)}
            <span className="visually-hidden"> {words.timeline.ofYear(year, count)}</span>
          </button>
        );
      })}
    </section>
  ));
}
