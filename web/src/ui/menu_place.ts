const MARGIN_PX = 8;
const GAP_PX = 4;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Returns where a menu goes: below what opened it and flush with its right edge, above it, or wherever it fits. */
export function placeFor(opener: Box, menu: Size, window: Size): { left: number; top: number } {
  const within = (at: number, size: number, room: number) =>
    Math.max(MARGIN_PX, Math.min(at, room - size - MARGIN_PX));
  const below = opener.bottom + GAP_PX;
  const fitsBelow = below + menu.height + MARGIN_PX <= window.height;
  const top = fitsBelow ? below : opener.top - GAP_PX - menu.height;
  return {
    left: within(opener.right - menu.width, menu.width, window.width),
    top: within(top, menu.height, window.height),
  };
}
