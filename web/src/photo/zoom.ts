/** The place of a picture on the stage: enlarged `scale` times, and moved from the middle. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const WHOLE: View = { scale: 1, x: 0, y: 0 };
export const MAX_SCALE = 8;

/** Returns the size at which a picture just fits on the stage, never enlarged beyond its pixels. */
export function fitted(picture: Size, stage: Size): Size {
  const scale = Math.min(stage.width / picture.width, stage.height / picture.height, 1);
  return { width: picture.width * scale, height: picture.height * scale };
}

/** Returns the nearest view that leaves no more of the stage bare than necessary. */
export function bounded(view: View, picture: Size, stage: Size): View {
  const scale = Math.min(Math.max(view.scale, 1), MAX_SCALE);
  const mostX = Math.max(0, (picture.width * scale - stage.width) / 2);
  const mostY = Math.max(0, (picture.height * scale - stage.height) / 2);
  const within = (value: number, most: number) => Math.min(Math.max(value, -most), most) || 0;
  return { scale, x: within(view.x, mostX), y: within(view.y, mostY) };
}

/**
 * Enlarges by `factor` and keeps the point under the finger in place. Points are measured from the middle of the
 * stage.
 */
export function zoomedAt(view: View, factor: number, x: number, y: number): View {
  const scale = Math.min(Math.max(view.scale * factor, 1), MAX_SCALE);
  const change = scale / view.scale;
  return { scale, x: x - (x - view.x) * change, y: y - (y - view.y) * change };
}
