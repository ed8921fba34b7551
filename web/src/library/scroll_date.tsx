import { useEffect, useState } from 'react';
import { dayName } from './day';
import { type Row, rowAt } from './layout';

interface Props {
  rows: readonly Row[];
  items: readonly { readonly id: string }[];
  top: number;
}

const SHOWN_MS = 900;
/** Slower than this, the headings tell enough. Pixels between two scroll events. */
const FAST_PX = 400;

/** While one scrolls fast, the day that is passing. */
export function ScrollDate({ rows, items, top }: Props) {
  const [name, setName] = useState('');
  useEffect(() => {
    let before = scrollY;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onScroll = () => {
      const fast = Math.abs(scrollY - before) > FAST_PX;
      before = scrollY;
      if (!fast && !timer) return;
      const row = rows[rowAt(rows, scrollY - top)];
      const item = row && items[row.from];
      if (item) setName(dayName(item.id));
      clearTimeout(timer);
      timer = setTimeout(() => {
        timer = undefined;
        setName('');
      }, SHOWN_MS);
    };
    addEventListener('scroll', onScroll, { passive: true });
    return () => {
      removeEventListener('scroll', onScroll);
      clearTimeout(timer);
    };
  }, [rows, items, top]);
  return name ? (
    <div className="scroll-date" aria-hidden="true">
      {name}
    </div>
  ) : null;
}
