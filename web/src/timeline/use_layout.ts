import { useMemo, useRef } from 'react';
import type { Item } from '../library/source';
import { measuresFor, useDensity } from './density';
import { type Layout, layOut } from './layout';

/** Lays the pictures out in a grid of that width, in the chosen density. */
export function useLayout(items: readonly Item[], width: number, grouped: boolean): Layout<Item> {
  const density = useDensity((state) => state.density);
  const shape = useMemo(() => {
    const measures = measuresFor(density, width);
    return { ...measures, width, headingHeight: grouped ? measures.headingHeight : 0 };
  }, [density, width, grouped]);
  const before = useRef<Layout<Item>>(undefined);
  return useMemo(() => {
    before.current = layOut(items, shape, before.current);
    return before.current;
  }, [items, shape]);
}
