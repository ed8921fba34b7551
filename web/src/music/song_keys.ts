/** What a key does in a list of songs. */
export interface KeyAct {
  /** The song that gets the focus. */
  readonly to?: number;
  readonly select?: 'one' | 'range' | 'all';
  readonly play?: true;
  /** The song moves by one place. */
  readonly step?: 1 | -1;
}

interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly target: EventTarget;
  readonly currentTarget: EventTarget;
}

const PAGE = 10;

/** Steps through the controls of a row, and back to the row itself. Returns whether there was one. */
function stepWithin(row: HTMLElement, by: 1 | -1): boolean {
  const stops = [row, ...row.querySelectorAll<HTMLElement>('button:not(:disabled), a')];
  const next = stops[stops.indexOf(document.activeElement as HTMLElement) + by];
  next?.focus();
  return next !== undefined;
}

/** Returns what a key does when the row at `index` of `count` has the focus; undefined if it does nothing. */
export function keyAct(
  event: Key,
  { index, count }: { index: number; count: number },
): KeyAct | undefined {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  const target = event.target as HTMLElement;
  const row = target.closest<HTMLElement>('[data-index]');
  if (!row) return;
  if (altKey)
    return key === 'ArrowDown' ? { step: 1 } : key === 'ArrowUp' ? { step: -1 } : undefined;
  if (ctrlKey || metaKey) return key === 'a' ? { select: 'all' } : undefined;
  if (key === 'ArrowRight') return stepWithin(row, 1) ? {} : undefined;
  if (key === 'ArrowLeft') return target !== row && stepWithin(row, -1) ? {} : undefined;
  const to = movedTo(key, index, count);
  if (to !== undefined) return shiftKey ? { to, select: 'range' } : { to };
  if (target !== row) return;
  if (key === 'x') return { select: 'one' };
  return key === 'Enter' ? { play: true } : undefined;
}

/** Returns the song to which a key leads. */
export function movedTo(key: string, index: number, count: number): number | undefined {
  const by = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: PAGE,
    PageUp: -PAGE,
    Home: -count,
    End: count,
  }[key];
  return by === undefined ? undefined : Math.max(0, Math.min(index + by, count - 1));
}
