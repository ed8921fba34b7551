import { vi } from 'vitest';

/** What a test sees and does of the element that plays. */
export class Sound extends EventTarget {
  /** The elements that were made since install(). */
  static made: Sound[] = [];
  /** Types that this browser plays. */
  static playable = new Set(['audio/mpeg', 'audio/ogg', 'audio/flac']);

  crossOrigin = '';
  preload = '';
  paused = true;
  muted = false;
  volume = 1;
  currentTime = 0;
  playbackRate = 1;
  duration = Number.NaN;
  #src: string | null = null;

  constructor() {
    super();
    Sound.made.push(this);
  }

  static install(): void {
    Sound.made = [];
    vi.stubGlobal('Audio', Sound);
  }

  get src(): string {
    return this.#src ?? '';
  }

  /** A new source begins at its beginning and interrupts what plays. */
  set src(url: string) {
    this.#src = url;
    this.currentTime = 0;
    this.paused = true;
  }

  getAttribute(name: string): string | null {
    return name === 'src' ? this.#src : null;
  }

  removeAttribute(name: string): void {
    if (name === 'src') this.#src = null;
  }

  canPlayType(type: string): string {
    return Sound.playable.has(type) ? 'probably' : '';
  }

  async play(): Promise<void> {
    this.paused = false;
    this.emit('play');
    this.emit('playing');
  }

  pause(): void {
    if (this.paused) return;
    this.paused = true;
    this.emit('pause');
  }

  emit(type: string): void {
    this.dispatchEvent(new Event(type));
  }
}
