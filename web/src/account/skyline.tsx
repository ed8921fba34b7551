import { ridge } from './ridge';

const WIDTH = 800;
const HEIGHT = 600;

/** From the back to the front: how the bars are laid, and between which heights they reach. */
const layers = [
  { name: 'far', count: 40, seed: 1, low: 150, high: 330 },
  { name: 'middle', count: 28, seed: 2, low: 90, high: 230 },
  { name: 'near', count: 20, seed: 4, low: 30, high: 130 },
] as const;

const SHARE = 0.66;
const DELAY_S = 0.09;

/** A landscape at sunset whose hills are the bars of a waveform. */
export function Skyline() {
  return (
    <svg
      className="skyline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="xMidYMax slice"
      aria-hidden="true"
    >
      <defs>
        <linearGradient id="skyline-sky" x1="0" y1="0" x2="0" y2="1">
          <stop className="sky-1" offset="0" />
          <stop className="sky-2" offset="0.38" />
          <stop className="sky-3" offset="0.68" />
          <stop className="sky-4" offset="1" />
        </linearGradient>
        <radialGradient id="skyline-glow">
          <stop className="glow-1" offset="0" />
          <stop className="glow-2" offset="1" />
        </radialGradient>
      </defs>
      <rect width={WIDTH} height={HEIGHT} fill="url(#skyline-sky)" />
      <circle className="sky-glow" cx="540" cy="330" r="260" fill="url(#skyline-glow)" />
      <circle className="sun" cx="540" cy="330" r="72" />
      {layers.map(({ name, count, seed, low, high }) => {
        const step = WIDTH / count;
        const width = step * SHARE;
        return (
          <g key={name} className={`hills ${name}`}>
            {ridge(count, seed).map((share, i) => {
              const height = low + share * (high - low);
              return (
                <rect
                  // biome-ignore lint/suspicious/noArrayIndexKey: they never change.
                  key={i}
                  x={i * step + (step - width) / 2}
                  y={HEIGHT - height}
                  width={width}
                  height={height + width}
                  rx={width / 2}
                  style={{ animationDelay: `${(i - count) * DELAY_S}s` }}
                />
              );
            })}
          </g>
        );
      })}
    </svg>
  );
}
