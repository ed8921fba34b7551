/** The data of a waveform. */
export interface Peaks {
  /** The greatest distance from silence in each time step, 0 to 1. */
  readonly levels: Float32Array;
}

const HEADER_BYTES = 24;

/** Reads audiowaveform's binary format, version 2, 8 bits, one channel (docs/formats/waveform.md). */
export function parsePeaks(bytes: ArrayBuffer): Peaks {
  const view = new DataView(bytes);
  const version = view.getInt32(0, true);
  const flags = view.getUint32(4, true);
  const length = view.getUint32(16, true);
  if (version !== 2 || flags !== 1 || bytes.byteLength < HEADER_BYTES + 2 * length) {
    throw new Error('not a waveform of the known format');
  }
  const samples = new Int8Array(bytes, HEADER_BYTES, 2 * length);
  const levels = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    const least = samples[2 * i] as number;
    const greatest = samples[2 * i + 1] as number;
    levels[i] = Math.min(Math.max(-least, greatest) / 127, 1);
  }
  return { levels };
}

/** Reduces the peaks to `count` bars, the loudest one of full height. */
export function barsOf({ levels }: Peaks, count: number): Float32Array {
  const bars = new Float32Array(count);
  let most = 0;
  for (let bar = 0; bar < count; bar++) {
    const from = Math.floor((bar * levels.length) / count);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * levels.length) / count));
    let level = 0;
    for (let i = from; i < to && i < levels.length; i++)
      level = Math.max(level, levels[i] as number);
    bars[bar] = level;
    most = Math.max(most, level);
  }
  if (most > 0) for (let bar = 0; bar < count; bar++) bars[bar] = (bars[bar] as number) / most;
  return bars;
}
