import { type CSSProperties, useEffect, useState } from 'react';
import { Link } from 'wouter';
import { words } from '../messages/words';
import { IconButton } from '../ui/icon_button';
import { Card, type CardItem } from './card';
import { useRoving } from './use_roving';

interface Props {
  title: string;
  /** The page with all of them. */
  href?: string;
  items: readonly CardItem[];
}

/** Cards in one row, which scrolls sideways. */
export function Shelf({ title, href, items }: Props) {
  const { music } = words;
  const roving = useRoving(items.length, items.length);
  const [ends, setEnds] = useState({ back: false, on: false });
  const { box } = roving;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the width of the row depends on the items.
  useEffect(() => {
    const row = box.current;
    if (!row) return;
    const look = () => {
      const left = row.scrollWidth - row.clientWidth - row.scrollLeft;
      setEnds({ back: row.scrollLeft > 1, on: left > 1 });
    };
    look();
    row.addEventListener('scroll', look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(row);
    return () => {
      row.removeEventListener('scroll', look);
      observer.disconnect();
    };
  }, [box, items.length]);
  const scroll = (by: 1 | -1) => {
    const row = box.current;
    row?.scrollBy({ left: by * row.clientWidth * 0.8, behavior: 'smooth' });
  };
  return (
    <section className="shelf" aria-label={title}>
      <header>
        <h2>{title}</h2>
        {href && (
          <Link href={href} aria-label={music.seeAllOf(title)}>
            {music.seeAll}
          </Link>
        )}
        {(ends.back || ends.on) && (
          <span className="shelf-arrows">
            <IconButton
              icon="left"
              label={music.scrollBack(title)}
              size={18}
              disabled={!ends.back}
              onClick={() => scroll(-1)}
            />
            <IconButton
              icon="right"
              label={music.scrollOn(title)}
              size={18}
              disabled={!ends.on}
              onClick={() => scroll(1)}
            />
          </span>
        )}
      </header>
      <div
        ref={box}
        role="list"
        aria-label={title}
        className="shelf-row"
        onFocus={roving.onFocus}
        onKeyDown={roving.onKeyDown}
        style={{ '--count': items.length } as CSSProperties}
      >
        {items.map((item, index) => (
          <Card key={item.href} {...item} index={index} tabStop={index === roving.active} />
        ))}
      </div>
    </section>
  );
}
