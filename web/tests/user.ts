import type { components } from '../src/api/schema';
import type { Picture } from './landscapes';

export type File = components['schemas']['File'];

export const PASSWORD = 'a long and calm sentence';
const READY_MS = 30_000;
let count = 0;

async function post<Body>(url: string, body: object): Promise<Body> {
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return answer.json() as Promise<Body>;
}

const logIn = (url: string, name: string) =>
  post<components['schemas']['Tokens']>(`${url}/login`, { username: name, password: PASSWORD });

/** An account of a drive, used through its API. */
export class User {
  private constructor(
    readonly url: string,
    readonly name: string,
    readonly tokens: components['schemas']['Tokens'],
  ) {}

  static async signUp(url: string): Promise<User> {
    const name = `user-${process.pid}-${++count}`;
    const email = `${name}@example.org`;
    await post(`${url}/signup`, { username: name, password: PASSWORD, email });
    return new User(url, name, await logIn(url, name));
  }

  /** The same account with a session of its own. */
  async again(): Promise<User> {
    return new User(this.url, this.name, await logIn(this.url, this.name));
  }

  async call(path: string, options: RequestInit = {}): Promise<Response> {
    const headers = { Authorization: `Bearer ${this.tokens.token}`, ...options.headers };
    return fetch(this.url + path, { ...options, headers });
  }

  /** Sends JSON. Returns what the drive says, undefined where it says nothing. */
  async send<Body>(path: string, body: object, method = 'POST'): Promise<Body> {
    const headers = { 'Content-Type': 'application/json' };
    const answer = await this.call(path, { method, headers, body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as Body;
  }

  /** Edits a file as its owner would. */
  async change(fileId: string | undefined, patch: object): Promise<void> {
    await this.send(`/files/${fileId}`, patch, 'PATCH');
  }

  /** Makes an album or a playlist of these files. Returns its id. */
  async collect(
    title: string,
    files: readonly Pick<File, 'fileId'>[],
    kind: 'album' | 'playlist' = 'album',
  ): Promise<string> {
    const body = { title, kind };
    const { collectionId: id } = await this.send<{ collectionId: string }>('/collections', body);
    const fileIds = files.map(({ fileId }) => fileId);
    if (fileIds.length > 0) await this.send(`/collections/${id}/files`, { fileIds });
    return id;
  }

  /** Lists the files of an album or a playlist on the drive, in their order. */
  async collected(id: string): Promise<File[]> {
    const answer = await this.call(`/collections/${id}/files?limit=200`);
    return ((await answer.json()) as { files: File[] }).files;
  }

  async list(kind = 'image'): Promise<File[]> {
    const files: File[] = [];
    for (let cursor = ''; ; ) {
      const answer = await this.call(`/retrieve?kind=${kind}&limit=200${cursor}`);
      const page = (await answer.json()) as components['schemas']['FilePage'];
      files.push(...page.files);
      if (!page.nextCursor) return files;
      cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
    }
  }

  async upload({ name, mimeType, buffer }: Picture): Promise<File> {
    const body = new FormData();
    body.append('file', new Blob([new Uint8Array(buffer)], { type: mimeType }), name);
    const answer = await this.call('/upload', { method: 'POST', body });
    if (!answer.ok) throw new Error(`upload of ${name}: ${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as { file: File }).file;
  }

  /** Uploads all, the last one first in the list, and waits until they are processed. */
  async have(files: readonly Picture[]): Promise<File[]> {
    const uploaded: File[] = [];
    for (const file of files) uploaded.push(await this.upload(file));
    return Promise.all(uploaded.map((file) => this.settled(file.fileId)));
  }

  async settled(fileId: string): Promise<File> {
    for (const deadline = Date.now() + READY_MS; Date.now() < deadline; ) {
      const file = (await (await this.call(`/files/${fileId}`)).json()) as File;
      if (file.status !== 'processing') return file;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`${fileId} is still being processed`);
  }

  /** What the app would have stored had this user logged in. */
  session(): string {
    const { token, refreshToken, expiresIn } = this.tokens;
    return JSON.stringify({
      username: this.name,
      token,
      refreshToken,
      renewAt: Date.now() + expiresIn * 500,
    });
  }
}
