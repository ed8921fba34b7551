import { useEffect, useState } from 'react';
import type { Item } from '../library/source';

/** Keeps the order that the user makes, while files come and go. */
export function useOrder(items: readonly Item[]) {
  const [ids, setIds] = useState<readonly string[]>(() => items.map(({ id }) => id));
  useEffect(() => {
    const there = new Set(items.map(({ id }) => id));
    setIds((old) => {
      const known = new Set(old);
      const news = items.filter(({ id }) => !known.has(id)).map(({ id }) => id);
      const kept = old.filter((id) => there.has(id));
      return news.length === 0 && kept.length === old.length ? old : [...kept, ...news];
    });
  }, [items]);
  return [ids, setIds] as const;
}
