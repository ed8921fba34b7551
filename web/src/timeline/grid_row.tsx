import type { Item } from '../library/source';
import { DayHeading } from './day_heading';
import { type Row, widthIn } from './layout';
import { Tile } from './tile';

interface Props {
  items: readonly Item[];
  row: Row;
  /** The number of the row in the grid, from 1. */
  number: number;
  gap: number;
  base: string;
  selected: ReadonlySet<string>;
  /** As for the grid. */
  taken: ReadonlySet<string> | undefined;
  /** What Tab leads to, if that is in this row. */
  focused: { readonly id: string; readonly heading: boolean } | null;
  rushing: boolean;
  choose(id: string, range: boolean): void;
}

/** One line of the grid, at its place. */
export function GridRow(props: Props) {
  const { items, row, number, gap, base, selected, taken, focused, rushing, choose } = props;
  const style = { transform: `translateY(${row.top}px)`, height: row.height, gap };
  return (
    <div className="grid-row" role="row" aria-rowindex={number} style={style}>
      {row.heading ? (
        <DayHeading
          items={items}
          from={row.from}
          to={row.to}
          selected={selected}
          tabbable={focused?.heading ?? false}
        />
      ) : (
        items
          .slice(row.from, row.to)
          .map((item, i) => (
            <Tile
              key={item.id}
              item={item}
              index={row.from + i}
              base={base}
              width={widthIn(row, item.aspect)}
              height={row.height}
              selected={selected.has(item.id)}
              selecting={selected.size > 0 || taken !== undefined}
              taken={taken?.has(item.id) ?? false}
              tabbable={focused?.id === item.id}
              rushing={rushing}
              choose={choose}
            />
          ))
      )}
    </div>
  );
}
