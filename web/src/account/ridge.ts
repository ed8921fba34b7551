/**
 * Returns the heights, between 0 and 1, of bars that look like a sound and like a range of hills. The same seed gives
 * the same bars.
 */
export function ridge(count: number, seed: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => {
    const x = i + seed * 7;
    const hills = Math.sin(x * 0.21) * 0.5 + Math.sin(x * 0.47 + seed) * 0.28;
    const teeth = Math.sin(x * 1.9 + seed * 3) * 0.14 + Math.sin(x * 3.3) * 0.08;
    return (hills + teeth + 1) / 2;
  });
}
