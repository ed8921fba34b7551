import { useLayoutEffect, useRef } from 'react';

/** Draws a picture that this page has decoded itself; it fills its container. */
export function LocalPicture({ picture }: { picture: ImageBitmap }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const target = canvas.current;
    if (!target || picture.width === 0) return;
    target.width = picture.width;
    target.height = picture.height;
    target.getContext('2d')?.drawImage(picture, 0, 0);
  }, [picture]);
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: this canvas takes no focus.
  return <canvas ref={canvas} className="local-picture" aria-hidden="true" />;
}
