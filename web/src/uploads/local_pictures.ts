import { useEffect, useSyncExternalStore } from 'react';

/** The height of the pictures; grids show them no larger for long. */
const HEIGHT_PX = 240;
const MAX_PICTURES = 300;
const MAX_FILES = 5000;
const DECODED_AT_A_TIME = 2;
/** Larger files are not worth the memory that decoding them takes. */
const MAX_BYTES = 80_000_000;

/**
 * Small pictures of files that this page has sent or is sending, so that they can be seen before the drive has made
 * any. They are decoded when something wants to show them, a few at a time, the last wish first.
 */
export class LocalPictures {
  #files = new Map<string, File>();
  /** The one that was wanted last at the end; null for files that the browser cannot decode. */
  #pictures = new Map<string, ImageBitmap | null>();
  #wanted: string[] = [];
  #decoding = 0;
  #listeners = new Set<() => void>();

  /** Remembers where the bytes of a file or an upload are. */
  keep(id: string, file: File): void {
    if (file.size > MAX_BYTES) return;
    this.#files.set(id, file);
    const [oldest] = this.#files.keys();
    if (this.#files.size > MAX_FILES && oldest !== undefined) this.#files.delete(oldest);
  }

  /** An upload has become a file of the library. */
  rename(from: string, to: string, file: File): void {
    this.keep(to, file);
    this.#files.delete(from);
    const picture = this.#pictures.get(from);
    if (picture === undefined) return;
    this.#pictures.delete(from);
    this.#pictures.set(to, picture);
  }

  want(id: string): void {
    if (!this.#files.has(id) || this.#pictures.has(id) || this.#wanted.includes(id)) return;
    this.#wanted.push(id);
    void this.#decodeNext();
  }

  /** Nothing shows the picture any more. */
  unwant(id: string): void {
    this.#wanted = this.#wanted.filter((each) => each !== id);
  }

  readonly get = (id: string): ImageBitmap | undefined => this.#pictures.get(id) ?? undefined;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Forgets everything, because another user must not see it. */
  clear(): void {
    this.#files.clear();
    this.#wanted = [];
    for (const picture of this.#pictures.values()) picture?.close();
    this.#pictures.clear();
  }

  async #decodeNext(): Promise<void> {
    if (this.#decoding >= DECODED_AT_A_TIME) return;
    const id = this.#wanted.pop();
    const file = id === undefined ? undefined : this.#files.get(id);
    if (id === undefined || !file) return;
    this.#decoding++;
    const picture = await decode(file);
    this.#decoding--;
    // It may have arrived in the library, or its user may have logged out.
    if (this.#files.get(id) === file) this.#put(id, picture);
    else picture?.close();
    void this.#decodeNext();
  }

  #put(id: string, picture: ImageBitmap | null): void {
    this.#pictures.set(id, picture);
    for (const [oldest, old] of this.#pictures) {
      if (this.#pictures.size <= MAX_PICTURES) break;
      old?.close();
      this.#pictures.delete(oldest);
    }
    for (const listener of this.#listeners) listener();
  }
}

/** Returns the picture as it is to be seen, or null if the browser cannot decode it. */
function decode(file: File): Promise<ImageBitmap | null> {
  return createImageBitmap(file, {
    resizeHeight: HEIGHT_PX,
    resizeQuality: 'medium',
    imageOrientation: 'from-image',
  }).catch(() => null);
}

export const localPictures = new LocalPictures();

/**
 * Returns the picture of a file or an upload that this page has itself, and renders again once it is decoded. `file` is
 * where its bytes are, if they were not kept before.
 */
export function useLocalPicture(id: string, wanted: boolean, file?: File): ImageBitmap | undefined {
  useEffect(() => {
    if (!wanted) return;
    if (file) localPictures.keep(id, file);
    localPictures.want(id);
    return () => localPictures.unwant(id);
  }, [id, wanted, file]);
  return useSyncExternalStore(localPictures.subscribe, () => localPictures.get(id));
}
