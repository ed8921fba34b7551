import type { ReactNode } from 'react';
import type { IconName } from './icon';
import { MARK_BARS } from './mark';

/** The bars of the mark around a point: what all illustrations have in common. */
function Bars({ x, y, scale }: { x: number; y: number; scale: number }) {
  return (
    <path
      className="ink"
      d={MARK_BARS}
      transform={`translate(${x - 16 * scale} ${y - 16 * scale}) scale(${scale})`}
    />
  );
}

/** A sheet with round corners around a point, turned by some degrees. */
function Sheet({
  x,
  y,
  w,
  h,
  turn = 0,
}: Record<'x' | 'y' | 'w' | 'h', number> & { turn?: number }) {
  return (
    <rect
      className="sheet-of-paper"
      x={x - w / 2}
      y={y - h / 2}
      width={w}
      height={h}
      rx="12"
      transform={`rotate(${turn} ${x} ${y})`}
    />
  );
}

const album = (
  <>
    <path className="line" d="M80 34h80M68 46h104" />
    <Sheet x={120} y={100} w={132} h={88} />
    <rect className="soft" x="64" y="66" width="112" height="68" rx="6" />
    <Bars x={120} y={100} scale={2.4} />
  </>
);

const map = (
  <>
    <path className="sheet-of-paper" d="M48 62l48-14 48 14 48-14v72l-48 14-48-14-48 14z" />
    <path className="line" d="M96 48v72M144 62v72" />
    <path className="soft edge" d="M120 128s38-34 38-64a38 38 0 1 0-76 0c0 30 38 64 38 64z" />
    <Bars x={120} y={63} scale={1.7} />
  </>
);

/** Drawings on a ground of 240 by 168, by the icon of what they stand for. */
const drawings: Partial<Record<IconName, ReactNode>> = {
  album,
  alert: (
    <>
      <Sheet x={120} y={88} w={140} h={92} />
      <path className="line" d="M62 88h32M146 88h32" />
      <Bars x={120} y={88} scale={1.8} />
      <path className="accent-line" d="M112 34l-6-14M128 34l6-14M120 32V14" />
    </>
  ),
  audio: (
    <>
      <circle className="sheet-of-paper" cx="148" cy="84" r="54" />
      <circle className="line" cx="148" cy="84" r="40" />
      <circle className="line" cx="148" cy="84" r="27" />
      <circle className="soft edge" cx="148" cy="84" r="12" />
      <Sheet x={98} y={84} w={108} h={108} />
      <rect className="soft" x="52" y="38" width="92" height="92" rx="7" />
      <Bars x={98} y={84} scale={2.6} />
    </>
  ),
  heart: (
    <>
      <Sheet x={92} y={84} w={84} h={72} turn={-10} />
      <Sheet x={150} y={84} w={84} h={72} turn={9} />
      <path
        className="soft edge"
        d="M120 136s-52-30-52-68a28.5 28.5 0 0 1 52-16 28.5 28.5 0 0 1 52 16c0 38-52 68-52 68z"
      />
      <Bars x={120} y={80} scale={2} />
    </>
  ),
  map,
  photos: (
    <>
      <Sheet x={84} y={80} w={96} h={78} turn={-11} />
      <Sheet x={158} y={80} w={96} h={78} turn={10} />
      <Sheet x={120} y={88} w={128} h={96} />
      <rect className="soft" x="64" y="48" width="112" height="80" rx="6" />
      <circle className="accent" cx="156" cy="66" r="8" />
      <Bars x={114} y={92} scale={2.6} />
    </>
  ),
  place: map,
  playlist: (
    <>
      <Sheet x={120} y={84} w={148} h={112} />
      <rect className="soft" x="58" y="40" width="40" height="40" rx="8" />
      <Bars x={78} y={60} scale={1.1} />
      <path className="line" d="M112 52h62M112 68h40M62 98h112M62 116h80" />
    </>
  ),
  search: (
    <>
      <Sheet x={70} y={92} w={72} h={58} turn={-9} />
      <Sheet x={172} y={92} w={72} h={58} turn={8} />
      <path className="handle" d="M150 114l28 28" />
      <circle className="soft edge" cx="118" cy="80" r="46" />
      <Bars x={118} y={80} scale={2.2} />
    </>
  ),
  trash: (
    <>
      <path
        className="sheet-of-paper"
        d="M78 62h84l-7 74a12 12 0 0 1-12 11H96a12 12 0 0 1-12-11z"
      />
      <g transform="rotate(-7 168 50)">
        <path className="line" d="M104 42v-6a6 6 0 0 1 6-6h20a6 6 0 0 1 6 6v6" />
        <rect className="edge soft" x="68" y="42" width="104" height="14" rx="7" />
      </g>
      <Bars x={120} y={104} scale={1.9} />
    </>
  ),
};

/** Returns the drawing for an icon, or null where there is none. */
export function illustrationFor(icon: IconName): ReactNode {
  const drawing = drawings[icon];
  return drawing ? (
    <svg className="illustration" viewBox="0 0 240 168" aria-hidden="true">
      <path className="glow" d="M26 132C14 66 62 12 124 14s104 62 90 120c-8 32-180 34-188-2z" />
      {drawing}
      <path className="accent-line" d="M34 54v8M30 58h8M206 34v8M202 38h8" />
    </svg>
  ) : null;
}
