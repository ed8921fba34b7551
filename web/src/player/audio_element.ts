let element: HTMLAudioElement | undefined;

/** Returns the one element that plays. The first call creates it and adds it to the document. */
export function audioElement(): HTMLAudioElement {
  if (!element) {
    element = new Audio();
    element.crossOrigin = 'anonymous';
    element.preload = 'auto';
    document.body.append(element);
  }
  return element;
}
