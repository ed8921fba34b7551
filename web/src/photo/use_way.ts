import { type RefObject, useRef } from 'react';
import { useLocation } from 'wouter';
import { deleteFiles } from '../library/file_actions';
import { revealed } from '../library/last_seen';
import { photoAddress, screenAddress } from '../library/photo_address';
import type { Item } from '../library/source';
import { fly } from './flight';
import { inItsPlace, isOverGrid } from './photo_history';
import { usePreload } from './use_file';

/** The ways from one picture to others, and back to the screen below. */
export function useWay(
  id: string,
  items: readonly Item[],
  base: string,
  view: RefObject<HTMLDialogElement | null>,
) {
  const [, navigate] = useLocation();
  const closing = useRef(false);
  const at = items.findIndex((item) => item.id === id);
  const nextId = at >= 0 ? items[at + 1]?.id : undefined;
  const previousId = at > 0 ? items[at - 1]?.id : undefined;
  usePreload([nextId, previousId, at >= 0 ? items[at + 2]?.id : undefined]);

  const show = (other: string | undefined) => {
    if (other) navigate(photoAddress(base, other), inItsPlace());
  };
  const close = async () => {
    if (closing.current || !view.current) return;
    closing.current = true;
    await fly(view.current, await revealed(id), true);
    if (isOverGrid()) history.back();
    else navigate(screenAddress(base), { replace: true });
  };
  return {
    nextId,
    previousId,
    show,
    close: () => void close(),
    /** Deletes the picture and goes on to the next one. */
    async remove() {
      if (!(await deleteFiles([id]))) return;
      if (nextId ?? previousId) show(nextId ?? previousId);
      else void close();
    },
    keys: {
      ArrowRight: () => show(nextId),
      ArrowLeft: () => show(previousId),
      Home: () => show(items[0]?.id),
      End: () => show(items.at(-1)?.id),
    } as Readonly<Record<string, () => void>>,
  };
}
