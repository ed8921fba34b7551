let ahead: HTMLAudioElement | undefined;

/** Has the browser fetch the beginning of a song, so that the element which plays finds it there. */
export function preload(url: string): void {
  ahead ??= new Audio();
  if (ahead.getAttribute('src') === url) return;
  ahead.crossOrigin = 'anonymous';
  ahead.preload = 'auto';
  ahead.src = url;
}
