const GAP_PX = 20;
const PHONE_GAP_PX = 14;
const MIN_CARD_PX = 168;
const MIN_PHONE_CARD_PX = 128;
const PHONE_PX = 560;

/** Returns how many cards fit beside each other, and how wide each is. */
export function gridFor(width: number): { columns: number; gap: number; cardPx: number } {
  const phone = width < PHONE_PX;
  const gap = phone ? PHONE_GAP_PX : GAP_PX;
  const least = phone ? MIN_PHONE_CARD_PX : MIN_CARD_PX;
  const columns = Math.max(1, Math.floor((width + gap) / (least + gap)));
  return { columns, gap, cardPx: Math.floor((width - (columns - 1) * gap) / columns) };
}
