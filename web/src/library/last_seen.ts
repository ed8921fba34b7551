// Where people come back to when they close a picture: the one that they saw last, which may be far from the one that
// they opened. The view says which it was; the grid below scrolls to it.

type Reveal = (id: string) => void;

const reveals = new Set<Reveal>();
/** A grid renders a row that comes into the window some frames later. */
const MAX_FRAMES = 20;

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Has `reveal` called with the picture that must be in the window, until the returned function is called. */
export function onReveal(reveal: Reveal): () => void {
  reveals.add(reveal);
  return () => reveals.delete(reveal);
}

/** Returns the tile of a picture if the grid has rendered it. */
export function tileOf(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
}

/** Scrolls the grid to a picture. Resolves to its tile, or to null where the grid does not have the picture. */
export async function revealed(id: string): Promise<HTMLElement | null> {
  for (const reveal of reveals) reveal(id);
  for (let frame = 0; frame < MAX_FRAMES; frame++) {
    const tile = tileOf(id);
    if (tile) return tile;
    await nextFrame();
  }
  return null;
}

/** Scrolls the grid to a picture and gives it the focus. */
export async function returnTo(id: string): Promise<void> {
  // Going back in the history, browsers scroll to where the page was, only after this event.
  await nextFrame();
  const tile = await revealed(id);
  const link = tile?.querySelector<HTMLElement>('a, button') ?? document.getElementById('main');
  link?.focus({ preventScroll: true });
}
