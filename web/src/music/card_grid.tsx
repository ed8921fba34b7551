import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, useEffect } from 'react';
import { useWidth } from '../ui/use_width';
import { Card, type CardItem } from './card';
import { gridFor } from './grid_layout';
import { useRoving } from './use_roving';

const TEXT_PX = 56;
const OVERSCAN = 2;

/** Any number of cards in rows. Only rows near the window are rendered. */
export function CardGrid({ label, items }: { label: string; items: readonly CardItem[] }) {
  const [grid, width, top] = useWidth<HTMLDivElement>();
  const { columns, gap, cardPx } = gridFor(width);
  const rowPx = cardPx + TEXT_PX + gap;
  const virtualizer = useWindowVirtualizer({
    count: Math.ceil(items.length / columns),
    estimateSize: () => rowPx,
    overscan: OVERSCAN,
    scrollMargin: top,
    scrollPaddingStart: 120,
    scrollPaddingEnd: 150,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sizes depend on it.
  useEffect(() => virtualizer.measure(), [rowPx, virtualizer]);
  const roving = useRoving(items.length, columns, (index) =>
    virtualizer.scrollToIndex(Math.floor(index / columns)),
  );
  const rows = width > 0 ? virtualizer.getVirtualItems() : [];
  const first = (rows[0]?.index ?? 0) * columns;
  const behind = ((rows.at(-1)?.index ?? -1) + 1) * columns;
  const { active } = roving;
  const tabStop = active >= first && active < behind ? active : first;
  return (
    <div ref={grid} className="card-grid" style={{ height: virtualizer.getTotalSize() }}>
      <div
        ref={roving.box}
        role="list"
        aria-label={label}
        onFocus={roving.onFocus}
        onKeyDown={roving.onKeyDown}
        style={
          {
            '--columns': columns,
            '--gap': `${gap}px`,
            transform: `translateY(${(rows[0]?.start ?? top) - top}px)`,
          } as CSSProperties
        }
      >
        {items.slice(first, behind).map((item, i) => (
          <Card key={item.href} {...item} index={first + i} tabStop={first + i === tabStop} />
        ))}
      </div>
    </div>
  );
}
