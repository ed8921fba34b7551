import { expect, it } from 'vitest';
import type { File } from '../api/client';
import { thumbnailFor } from './thumbnail';

const file = (thumbnails?: Record<string, string>) => ({ thumbnails }) as File;

it('takes the finer thumbnail where the coarse one would look soft', () => {
  const both = file({ small: 's', medium: 'm', large: 'l' });
  expect(thumbnailFor(both, 300)).toBe('s');
  expect(thumbnailFor(both, 600)).toBe('m');
});

it('makes do with what there is', () => {
  expect(thumbnailFor(file({ small: 's', large: 'l' }), 600)).toBe('s');
  expect(thumbnailFor(file({}), 600)).toBeUndefined();
  expect(thumbnailFor(file(), 600)).toBeUndefined();
});
