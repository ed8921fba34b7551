/** The parts of a DOMRect that a flight needs. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const MS = 220;
const EASING = 'cubic-bezier(0.2, 0, 0, 1)';

/**
 * Returns the style in which a picture that is seen at `from` covers the box `to`. `scale` is how much the elements
 * around the picture enlarge it.
 */
export function placedAt(
  from: Box,
  to: Box,
  scale: number,
): { transform: string; clipPath: string } {
  const factor = Math.max(to.width / from.width, to.height / from.height);
  const x = (to.left + to.width / 2 - from.left - from.width / 2) / scale;
  const y = (to.top + to.height / 2 - from.top - from.height / 2) / scale;
  const cut = (whole: number, part: number) => (Math.max(0, 1 - part / (whole * factor)) / 2) * 100;
  const sides = `${cut(from.height, to.height)}% ${cut(from.width, to.width)}%`;
  return { transform: `translate(${x}px, ${y}px) scale(${factor})`, clipPath: `inset(${sides})` };
}

export const wantsStillness = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * Lets the view appear, or disappear with `leaving`: its picture flies between its tile and its place; without a tile
 * all of it fades. Resolves at the end.
 */
export async function fly(
  view: HTMLElement,
  tile: HTMLElement | null,
  leaving: boolean,
): Promise<void> {
  if (wantsStillness()) return;
  const frame = view.querySelector<HTMLElement>('.slide.current .picture-frame');
  const from = frame?.getBoundingClientRect();
  const to = tile?.getBoundingClientRect();
  const options: KeyframeAnimationOptions = {
    duration: MS,
    easing: EASING,
    direction: leaving ? 'reverse' : 'normal',
    fill: leaving ? 'forwards' : 'none',
  };
  const animations: Animation[] = [];
  if (frame && from && to && from.width > 0 && to.width > 0) {
    const away = placedAt(from, to, from.width / frame.offsetWidth);
    const here = { transform: 'none', clipPath: 'inset(0)' };
    animations.push(frame.animate([away, here], options));
    animations.push(view.animate([{ backgroundColor: 'transparent' }, {}], options));
    for (const part of view.querySelectorAll('.photo-chrome'))
      animations.push(part.animate([{ opacity: 0 }, {}], options));
  } else {
    animations.push(view.animate([{ opacity: 0 }, {}], options));
  }
  await Promise.allSettled(animations.map((animation) => animation.finished));
}
