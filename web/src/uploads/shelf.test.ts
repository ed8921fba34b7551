import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { UploadNote } from './shelf';

/** The module as a page that has just been loaded has it; the database stays. */
async function reload(): Promise<typeof import('./shelf')> {
  vi.resetModules();
  return import('./shelf');
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

function noteOf(batch: string, place: number, username = 'ada'): UploadNote {
  return {
    id: `${batch}.${String(place).padStart(6, '0')}`,
    batch,
    username,
    name: `${place}.jpg`,
    size: 5,
    type: 'image/jpeg',
    lastModified: 1000 + place,
    uploadId: null,
    outcome: null,
    message: '',
  };
}

const batchOf = (batch: string, count: number, username = 'ada') =>
  Array.from({ length: count }, (_, place) => noteOf(batch, place, username));

describe('the shelf', () => {
  it('has a whole batch after a reload, in its order, bytes or not', async () => {
    const before = await reload();
    const notes = batchOf('b', 132);
    expect(await before.saveNotes(notes)).toBe(true);
    expect(await before.keepBytes(notes[7]?.id ?? '', new Blob(['seven']))).toBe(true);
    await before.saveNote({ ...noteOf('b', 8), outcome: 'done' });

    const after = await reload();
    expect(await after.batchesOf('ada')).toEqual(['b']);
    const shelved = await after.shelvedBatch('b');
    expect(shelved.map(({ note }) => note.name)).toEqual(notes.map(({ name }) => name));
    expect(await shelved[7]?.bytes?.text()).toBe('seven');
    expect(shelved.filter(({ bytes }) => bytes)).toHaveLength(1);
    expect(shelved[8]?.note.outcome).toBe('done');
  });

  it('notes all of a batch or nothing', async () => {
    const shelf = await reload();
    const broken = { ...noteOf('b', 1), message: (() => '') as unknown as string };
    expect(await shelf.saveNotes([noteOf('b', 0), broken])).toBe(false);
    expect(await shelf.batchesOf('ada')).toEqual([]);
  });

  it('notes what has changed, the last word last, and nothing of what is forgotten', async () => {
    const shelf = await reload();
    const [first, second, third] = batchOf('b', 3) as [UploadNote, UploadNote, UploadNote];
    await shelf.saveNotes([first, second, third]);
    const writing = [
      shelf.saveNote({ ...first, uploadId: 'u' }),
      shelf.saveNote({ ...second, uploadId: 'v' }),
      shelf.saveNote({ ...second, uploadId: 'v', outcome: 'done' }),
      shelf.saveNote({ ...third, outcome: 'done' }),
    ];
    await Promise.all([shelf.forget(third.id), ...writing]);
    const notes = (await shelf.shelvedBatch('b')).map(({ note }) => note);
    expect(notes).toEqual([
      { ...first, uploadId: 'u' },
      { ...second, uploadId: 'v', outcome: 'done' },
    ]);
    void shelf.saveNote({ ...first, outcome: 'done' });
    void shelf.saveNote({ ...second, outcome: 'done' });
    await shelf.forgetBatch('b');
    expect(await shelf.batchesOf('ada')).toEqual([]);
  });

  it('keeps users and batches apart', async () => {
    const shelf = await reload();
    await shelf.saveNotes(batchOf('b2', 2));
    await shelf.saveNotes(batchOf('b1', 2));
    await shelf.saveNotes(batchOf('b1-more', 2, 'bob'));
    expect(await shelf.batchesOf('ada')).toEqual(['b1', 'b2']);
    await shelf.forgetBatch('b1');
    expect(await shelf.batchesOf('ada')).toEqual(['b2']);
    expect(await shelf.shelvedBatch('b1-more')).toHaveLength(2);
  });

  it('forgets one file with its bytes', async () => {
    const shelf = await reload();
    const [first, second] = batchOf('b', 2) as [UploadNote, UploadNote];
    await shelf.saveNotes([first, second]);
    await shelf.keepBytes(first.id, new Blob(['1']));
    await shelf.forget(first.id);
    expect(await shelf.shelvedBatch('b')).toEqual([{ note: second, bytes: undefined }]);
    await shelf.saveNote(first);
    expect((await shelf.shelvedBatch('b'))[0]?.bytes).toBeUndefined();
  });

  it('keeps no copy of a file over 256 MiB', async () => {
    const shelf = await reload();
    const large = { size: 256 * 1024 * 1024 + 1 } as Blob;
    expect(await shelf.keepBytes('b.000000', large)).toBe(false);
  });

  it('takes over what version 1 has kept', async () => {
    const { id: _, batch: __, outcome: ___, message: ____, ...known } = noteOf('b', 0);
    await new Promise<void>((resolve) => {
      const request = indexedDB.open('audmg-uploads', 1);
      request.onupgradeneeded = () =>
        request.result.createObjectStore('uploads', { keyPath: 'id' });
      request.onsuccess = () => {
        const database = request.result;
        const transaction = database.transaction('uploads', 'readwrite');
        const store = transaction.objectStore('uploads');
        store.put({ ...known, id: 'with', file: new Blob(['bytes']) });
        store.put({ ...known, id: 'without', uploadId: 'u' });
        transaction.oncomplete = () => {
          database.close();
          resolve();
        };
      };
    });
    const shelf = await reload();
    expect(await shelf.batchesOf('ada')).toEqual(['with', 'without']);
    const [whole] = await shelf.shelvedBatch('with');
    expect(await whole?.bytes?.text()).toBe('bytes');
    const [bare] = await shelf.shelvedBatch('without');
    expect(bare?.note).toMatchObject({ name: '0.jpg', uploadId: 'u', outcome: null });
    expect(bare?.bytes).toBeUndefined();
  });

  it('costs no more than the memory where the store is forbidden', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const shelf = await reload();
    expect(await shelf.saveNotes(batchOf('b', 1))).toBe(false);
    expect(await shelf.keepBytes('b.000000', new Blob(['1']))).toBe(false);
    expect(await shelf.batchesOf('ada')).toEqual([]);
    vi.unstubAllGlobals();
  });
});
