let element: HTMLAudioElement | undefined;

/** The one element that plays. It is made when it is first asked for, and stays in the document. */
export function audioElement(): HTMLAudioElement {
  if (!element) {
    element = new Audio();
    element.crossOrigin = 'anonymous';
    element.preload = 'auto';
    document.body.append(element);
  }
  return element;
}
