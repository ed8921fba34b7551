import { create } from 'zustand';

/** How large pictures are in grids. */
export type Density = 'small' | 'medium' | 'large';
export const DENSITIES: readonly Density[] = ['small', 'medium', 'large'];

const STORAGE_KEY = 'audmg.density';

function stored(): Density {
  const density = localStorage.getItem(STORAGE_KEY) as Density;
  return DENSITIES.includes(density) ? density : 'medium';
}

export const useDensity = create<{ density: Density; choose(density: Density): void }>((set) => ({
  density: stored(),
  choose(density) {
    localStorage.setItem(STORAGE_KEY, density);
    set({ density });
  },
}));

const PHONE_WIDTH = 640;
const ROW_HEIGHT: Record<Density, { phone: number; desktop: number }> = {
  small: { phone: 84, desktop: 140 },
  medium: { phone: 124, desktop: 220 },
  large: { phone: 220, desktop: 340 },
};

/** Returns the height of rows, the gap between them, and the height of headings in a grid of that width. */
export function measuresFor(density: Density, width: number) {
  const device = width < PHONE_WIDTH ? 'phone' : 'desktop';
  return {
    rowHeight: ROW_HEIGHT[density][device],
    gap: device === 'phone' ? 2 : 4,
    headingHeight: device === 'phone' ? 56 : 72,
  };
}
