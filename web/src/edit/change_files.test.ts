import { expect, it, vi } from 'vitest';

vi.mock('../api/client', () => ({ api: {}, unwrap: async () => ({}) }));
vi.mock('../library/use_catalogue', () => ({ takeFiles: () => undefined }));
vi.mock('../library/fetch_files', () => ({}));

const { alike } = await import('./change_files');

it('sends one request for the files that are changed alike', () => {
  const groups = alike([
    { fileId: 'a', patch: { rating: 3 } },
    { fileId: 'b', patch: { rating: 3, keywords: ['sun'] } },
    { fileId: 'c', patch: { rating: 3 } },
    { fileId: 'd', patch: {} },
  ]);
  expect(groups).toEqual([
    { fileIds: ['a', 'c'], patch: { rating: 3 } },
    { fileIds: ['b'], patch: { rating: 3, keywords: ['sun'] } },
  ]);
});

it('sends no more than a thousand files at a time', () => {
  const changes = Array.from({ length: 2500 }, (_, i) => ({
    fileId: String(i),
    patch: { favorite: true },
  }));
  const groups = alike(changes);
  expect(groups.map(({ fileIds }) => fileIds.length)).toEqual([1000, 1000, 500]);
  expect(new Set(groups.flatMap(({ fileIds }) => fileIds)).size).toBe(2500);
});
