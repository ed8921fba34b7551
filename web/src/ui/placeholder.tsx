import { useLayoutEffect, useRef } from 'react';
import { thumbHashToRGBA } from 'thumbhash';

/** The blurred picture that a ThumbHash encodes; it fills its container. */
export function Placeholder({ hash }: { hash: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const target = canvas.current;
    if (!target) return;
    const { w, h, rgba } = thumbHashToRGBA(Uint8Array.from(atob(hash), (c) => c.charCodeAt(0)));
    target.width = w;
    target.height = h;
    target.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(rgba), w, h), 0, 0);
  }, [hash]);
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: this canvas takes no focus.
  return <canvas ref={canvas} className="placeholder" aria-hidden="true" />;
}
