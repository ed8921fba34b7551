/** How well two sounds must match, 1 being the same sound. */
const MIN_LIKENESS = 0.9;
/** Below this root mean square there is nothing to hear, and nothing to compare. */
const SILENCE = 1e-4;
const COARSE = 8;

function rootMeanSquare(sound: Float32Array): number {
  let sum = 0;
  for (const sample of sound) sum += sample * sample;
  return Math.sqrt(sum / Math.max(sound.length, 1));
}

/** Averages groups of samples. */
function coarser(sound: Float32Array): Float32Array {
  const result = new Float32Array(Math.floor(sound.length / COARSE));
  for (let i = 0; i < result.length; i++) {
    let sum = 0;
    for (let j = 0; j < COARSE; j++) sum += sound[i * COARSE + j] as number;
    result[i] = sum / COARSE;
  }
  return result;
}

/** Returns where in `sound`, from `first` to `last`, `part` fits best, and how well: -1 to 1. */
function bestFit(sound: Float32Array, part: Float32Array, first: number, last: number) {
  let best = { index: first, likeness: -1 };
  const energyOfPart = rootMeanSquare(part) ** 2 * part.length;
  for (let index = Math.max(first, 0); index <= last; index++) {
    if (index + part.length > sound.length) break;
    let product = 0;
    let energy = 0;
    for (let i = 0; i < part.length; i++) {
      const sample = sound[index + i] as number;
      product += sample * (part[i] as number);
      energy += sample * sample;
    }
    const likeness = product / Math.sqrt(energy * energyOfPart + 1e-20);
    if (likeness > best.likeness) best = { index, likeness };
  }
  return best;
}

/**
 * Finds the index in `sound` at which `part` begins, to the sample. Returns 'silence' if there is nothing to compare,
 * and null if the sounds differ.
 */
export function findPart(sound: Float32Array, part: Float32Array): number | 'silence' | null {
  if (rootMeanSquare(part) < SILENCE) return 'silence';
  const roughly = bestFit(coarser(sound), coarser(part), 0, Number.POSITIVE_INFINITY);
  const around = roughly.index * COARSE;
  const { index, likeness } = bestFit(sound, part, around - COARSE, around + COARSE);
  return likeness >= MIN_LIKENESS ? index : null;
}
