import type { KeyboardEvent, PointerEvent } from 'react';
import { useCachedFile } from '../library/file_cache';
import { photoName } from '../library/photo_name';
import { SquarePicture } from '../library/square_picture';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';
import type { Drag } from './use_drag_order';

interface Props {
  id: string;
  /** Its place in the list, from 0. */
  at: number;
  count: number;
  chosen: boolean;
  drag: Drag | null;
  take(id: string, event: PointerEvent): void;
  choose(id: string): void;
  onKey(id: string, event: KeyboardEvent): void;
}

/** One picture while an album is arranged. A finger drags it by its handle, a mouse anywhere. */
export function ArrangeTile({ id, at, count, chosen, drag, take, choose, onKey }: Props) {
  const { albums } = words;
  const file = useCachedFile(id);
  const dragged = drag?.id === id;
  const states = [
    dragged && 'dragged',
    drag?.index === at && 'target-before',
    drag?.index === count && at === count - 1 && 'target-after',
  ];
  return (
    <li
      className={`arrange-tile ${states.filter(Boolean).join(' ')}`}
      data-id={id}
      data-place={at}
      style={dragged ? { translate: `${drag.x}px ${drag.y}px` } : undefined}
    >
      <button
        type="button"
        className="square"
        role="checkbox"
        aria-checked={chosen}
        aria-label={`${photoName(file, '')}, ${albums.place(at + 1, count)}`}
        data-stop
        onClick={() => choose(id)}
        onKeyDown={(event) => onKey(id, event)}
        onPointerDown={(event) => event.pointerType === 'mouse' && take(id, event)}
      >
        <SquarePicture file={file} />
        <span className="mark">
          <Icon name="check" size={16} />
        </span>
      </button>
      <span
        className="drag-handle"
        title={albums.dragHandle}
        onPointerDown={(event) => take(id, event)}
      >
        <Icon name="move" size={18} />
      </span>
    </li>
  );
}
