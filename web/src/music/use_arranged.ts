import { useCallback, useMemo, useState } from 'react';
import { orderCollection } from '../albums/collections';
import { explain } from '../api/problem';
import { toast } from '../ui/toast';
import { arrangedAs, movedTo } from './arranging';

/** Lets the songs of a playlist be moved, and shows them at their new places before the drive has answered. */
export function useArranged<Song extends { readonly id: string }>(
  playlist: string,
  songs: readonly Song[],
) {
  const [order, setOrder] = useState<readonly string[] | null>(null);
  const arranged = useMemo(() => (order ? arrangedAs(songs, order) : songs), [songs, order]);
  const move = useCallback(
    (from: number, to: number) => {
      const ids = arranged.map(({ id }) => id);
      const id = ids[from];
      if (id === undefined) return;
      const moved = movedTo(ids, from, to);
      setOrder(moved);
      orderCollection(playlist, [id], moved[to + 1]).catch((error) => {
        setOrder(null);
        toast(explain(error), 'bad');
      });
    },
    [playlist, arranged],
  );
  return { arranged, move };
}
