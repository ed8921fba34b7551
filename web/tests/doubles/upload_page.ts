import { expect } from 'vitest';
import type { UploadState } from '../../src/uploads/upload_item';
import { type Browser, pass, settle, type Tab } from './browser';
import { type Handler, json, problem } from './network';
import { fileOf, tokensOf } from './records';

export type UploadPage = Tab<
  typeof import('../../src/uploads/upload_queue') &
    typeof import('../../src/uploads/shelf') &
    typeof import('../../src/ui/toast') &
    typeof import('../../src/api/session') & {
      /** Names of the files that the library was told of. */
      arrived: string[];
    }
>;

export const MEGABYTE = 1_000_000;
/** What the drive asks parts to have. */
export const PART_SIZE = 2 * MEGABYTE;
/** Bytes are kept for after a reload once an upload takes longer than this. */
export const KEPT_MS = 2000;

/** Opens a page, as ada unless somebody else is logged in. */
export async function openUploads(browser: Browser): Promise<UploadPage> {
  const session = { username: 'ada', token: 'access-ada', refreshToken: 'r', renewAt: 9e15 };
  if (!browser.localStorage.getItem('audmg.session'))
    browser.localStorage.setItem('audmg.session', JSON.stringify(session));
  const arrived: string[] = [];
  const page = await browser.openTab(async () => ({
    ...(await import('../../src/uploads/upload_queue')),
    ...(await import('../../src/uploads/shelf')),
    ...(await import('../../src/ui/toast')),
    ...(await import('../../src/api/session')),
    arrived,
  }));
  page.startUploads(({ fileName }) => arrived.push(fileName));
  await settle();
  return page;
}

/** A file of so many bytes, no two of which that stand next to each other are alike. */
export function fileNamed(name: string, size = 10, type = 'image/jpeg'): File {
  const bytes = Uint8Array.from({ length: size }, (_, i) => i % 251);
  return new File([bytes], name, { type, lastModified: 1000 });
}

/** What the list shows, as "name: state", and a message if there is one. */
export async function shown(page: UploadPage): Promise<string[]> {
  await pass(100);
  return page.uploads.shown
    .items()
    .map(({ name, state, message }) => `${name}: ${state}${message && ` (${message})`}`);
}

/** The upload of a file, as it is shown. */
export function itemNamed(page: UploadPage, name: string) {
  const item = page.uploads.shown.items().find((each) => each.name === name);
  if (!item) throw new Error(`${name} is not on the list`);
  return item;
}

export async function expectState(page: UploadPage, name: string, state: UploadState) {
  await pass(100);
  expect(itemNamed(page, name).state).toBe(state);
}

export const toasts = (page: UploadPage) =>
  page.useToasts.getState().toasts.map(({ text }) => text);

/** The name of the file in the form that POST /upload was sent. */
export async function nameIn(request: Request): Promise<string> {
  return ((await request.clone().formData()).get('file') as File).name;
}

/** POST /upload stores the file. */
export const storeForm: Handler = async (request) => json(stored(await nameIn(request)));

const stored = (fileName: string) => ({
  file: fileOf(fileName, { fileName }),
  fileUrl: '/objects/x',
  message: 'Stored.',
});

/** The drive's side of one upload in parts: it knows which parts have arrived, and with which bytes. */
export class PartsDrive {
  readonly parts = new Map<number, Blob>();
  /** Whether the drive knows the session. */
  known = false;
  sessions = 0;
  #file = { fileName: '', size: 0 };

  constructor(browser: Browser) {
    const { network } = browser;
    network.on('POST /uploads', async (request) => {
      this.#file = await request.json();
      this.parts.clear();
      this.known = true;
      this.sessions++;
      const { missing } = this;
      return json({ uploadId: `u${this.sessions}`, partSize: PART_SIZE, parts: missing });
    });
    network.on('GET /uploads/*', () =>
      this.known
        ? json({ partSize: PART_SIZE, missingParts: this.missing })
        : problem(404, 'not_found'),
    );
    network.on('PUT /parts/*', async (request) => {
      this.parts.set(Number(request.url.split('/').at(-1)), await request.blob());
      return new Response(null, { status: 204 });
    });
    network.on('POST /uploads/*/complete', () =>
      this.missing.length > 0
        ? problem(409, 'upload_incomplete')
        : json(stored(this.#file.fileName)),
    );
    network.on('DELETE /uploads/*', () => {
      this.known = false;
      return new Response(null, { status: 204 });
    });
  }

  get missing() {
    const count = Math.ceil(this.#file.size / PART_SIZE);
    return Array.from({ length: count }, (_, i) => i + 1)
      .filter((partNumber) => !this.parts.has(partNumber))
      .map((partNumber) => ({ partNumber, url: `/parts/${partNumber}` }));
  }

  /** Whether all bytes of the file have arrived, each in its place. */
  async has(file: File): Promise<boolean> {
    const ordered = [...this.parts].sort(([a], [b]) => a - b).map(([, blob]) => blob);
    const arrived = Buffer.from(await new Blob(ordered).arrayBuffer());
    return arrived.equals(Buffer.from(await file.arrayBuffer()));
  }
}

/** Logs another user in, as any tab may do. */
export async function logIn(browser: Browser, page: UploadPage, username: string): Promise<void> {
  browser.network.on('POST /login', () => json(tokensOf(username, 1e6)));
  browser.network.on('GET /me', () => json({ username }));
  await page.logIn(username, 'secret');
  await settle();
}
