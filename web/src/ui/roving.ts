/** Where an element is on the page. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

const middle = (box: Box) => box.left + box.width / 2;

/** Returns the index of the box in the next row, up or down, that is nearest to the box at `at`. */
function inNextRow(boxes: readonly Box[], at: number, down: boolean): number {
  const from = boxes[at] as Box;
  let best = at;
  for (const [i, box] of boxes.entries()) {
    if (down ? box.top <= from.top : box.top >= from.top) continue;
    const found = boxes[best] as Box;
    const nearerRow = best === at || (down ? box.top < found.top : box.top > found.top);
    const sameRow = box.top === found.top;
    const nearer = Math.abs(middle(box) - middle(from)) < Math.abs(middle(found) - middle(from));
    if (nearerRow || (sameRow && nearer)) best = i;
  }
  return best;
}

/** Returns the index to which a key leads from the element at `at`, or null for any other key. */
export function roved(key: string, boxes: readonly Box[], at: number): number | null {
  if (boxes.length === 0 || at < 0) return null;
  if (key === 'ArrowRight') return Math.min(at + 1, boxes.length - 1);
  if (key === 'ArrowLeft') return Math.max(at - 1, 0);
  if (key === 'ArrowDown') return inNextRow(boxes, at, true);
  if (key === 'ArrowUp') return inNextRow(boxes, at, false);
  if (key === 'Home') return 0;
  if (key === 'End') return boxes.length - 1;
  return null;
}
