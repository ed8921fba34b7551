/** The app of the working tree, the one of an earlier commit, and a page with nothing on it. */
export type Column = 'former' | 'empty' | 'now';

/** What a row must be; all that are given. */
export interface Bar {
  /** The greatest value, or the least one with `least`. */
  readonly value?: number;
  /** The greatest ratio to the former app, or with `least` the least one to an empty page. */
  readonly ratio?: number;
  readonly least?: boolean;
}

interface Row {
  readonly bar: Bar;
  readonly values: Record<Column, number[]>;
}

export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle];
  return sorted.length === 0
    ? undefined
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

const text = (value: number | undefined, digits = 1) =>
  value === undefined ? '' : value.toFixed(digits);

/** What was measured, several times for each row and column, and what it must be. */
export class Figures {
  #rows = new Map<string, Row>();

  note(name: string, column: Column, value: number, bar: Bar = {}): void {
    const row = this.#rows.get(name) ?? { bar, values: { former: [], empty: [], now: [] } };
    row.values[column].push(value);
    this.#rows.set(name, row);
  }

  #medians({ bar, values }: Row) {
    const [former, empty, now] = [values.former, values.empty, values.now].map(median);
    const other = bar.least ? empty : former;
    return { former, empty, now, ratio: now !== undefined && other ? now / other : undefined };
  }

  /** Returns a sentence for each row that misses its bar. A ratio to what was not measured is not judged. */
  misses(): string[] {
    const found: string[] = [];
    for (const [name, row] of this.#rows) {
      const { now, ratio } = this.#medians(row);
      const { bar } = row;
      const isOver = (value: number | undefined, limit: number | undefined) =>
        value !== undefined && limit !== undefined && (bar.least ? value < limit : value > limit);
      if (isOver(now, bar.value)) found.push(`${name}: ${text(now)}, not ${barText(bar)}`);
      if (isOver(ratio, bar.ratio))
        found.push(`${name}: ratio ${text(ratio, 2)}, not ${barText(bar)}`);
    }
    return found;
  }

  /** Returns a table in Markdown, with medians. */
  table(): string {
    const lines = [
      '| measured | former | empty page | now | ratio | bar |',
      '|---|---:|---:|---:|---:|---|',
    ];
    for (const [name, row] of this.#rows) {
      const { former, empty, now, ratio } = this.#medians(row);
      const cells = [name, text(former), text(empty), text(now), text(ratio, 2), barText(row.bar)];
      lines.push(`| ${cells.join(' | ')} |`);
    }
    return lines.join('\n');
  }

  /** Returns all values of all rows. */
  record(): object {
    return Object.fromEntries([...this.#rows].map(([name, { values }]) => [name, values]));
  }
}

function barText({ value, ratio, least }: Bar): string {
  const sign = least ? '≥' : '≤';
  const other = least ? 'the empty page' : 'the former';
  return [
    value !== undefined && `${sign} ${value}`,
    ratio !== undefined && `${sign} ${ratio} of ${other}`,
  ]
    .filter(Boolean)
    .join(', ');
}
