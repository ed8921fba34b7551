import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LocalPictures } from './local_pictures';

interface Bitmap {
  name: string;
  close(): void;
}

let pictures: LocalPictures;
/** Ends the decoding of a file, by its name. */
let decodings: Map<string, (result: Bitmap | Error) => void>;
let closed: string[];

const fileNamed = (name: string) => new File(['x'], name);
const settle = () => new Promise((resolve) => setTimeout(resolve));
const nameOf = (id: string) => (pictures.get(id) as unknown as Bitmap | undefined)?.name;

async function end(name: string, fails = false): Promise<void> {
  const close = () => void closed.push(name);
  decodings.get(name)?.(fails ? new Error('not a picture') : { name, close });
  decodings.delete(name);
  await settle();
}

function add(...names: string[]): void {
  for (const name of names) {
    pictures.keep(name, fileNamed(name));
    pictures.want(name);
  }
}

beforeEach(() => {
  pictures = new LocalPictures();
  decodings = new Map();
  closed = [];
  vi.stubGlobal(
    'createImageBitmap',
    ({ name }: File) =>
      new Promise((resolve, reject) => {
        decodings.set(name, (result) =>
          result instanceof Error ? reject(result) : resolve(result),
        );
      }),
  );
});

afterEach(() => vi.unstubAllGlobals());

it('decodes two at a time, the last wish first', async () => {
  add('a', 'b', 'c', 'd');
  expect([...decodings.keys()]).toEqual(['a', 'b']);
  await end('a');
  expect([...decodings.keys()]).toEqual(['b', 'd']);
  expect(nameOf('a')).toBe('a');
});

it('drops wishes that nobody has any more', async () => {
  add('a', 'b', 'c', 'd');
  pictures.unwant('d');
  await end('a');
  expect([...decodings.keys()]).toEqual(['b', 'c']);
});

it('asks once for what the browser cannot decode', async () => {
  add('a');
  await end('a', true);
  expect(nameOf('a')).toBeUndefined();
  pictures.want('a');
  expect(decodings.size).toBe(0);
});

it('keeps the picture when an upload becomes a file', async () => {
  add('upload');
  await end('upload');
  pictures.rename('upload', 'file', fileNamed('upload'));
  expect(nameOf('file')).toBe('upload');
  expect(nameOf('upload')).toBeUndefined();
});

it('keeps a few hundred, the latest', async () => {
  for (let i = 0; i < 301; i++) {
    add(`p${i}`);
    await end(`p${i}`);
  }
  expect(closed).toEqual(['p0']);
  expect(nameOf('p0')).toBeUndefined();
  expect(nameOf('p300')).toBe('p300');
});

it('shows nothing to the next user, not even what is being decoded', async () => {
  add('a', 'b');
  await end('a');
  pictures.clear();
  await end('b');
  expect(closed).toEqual(['a', 'b']);
  expect(nameOf('b')).toBeUndefined();
});
