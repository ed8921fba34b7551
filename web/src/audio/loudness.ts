/** What normalised songs come to, as in ReplayGain 2.0: EBU R 128, with room for lively music. */
const TARGET_LUFS = -18;
const MAX_BOOST_DB = 6;

interface Loudness {
  integratedLoudnessLufs?: number;
  truePeakDbtp?: number;
}

/** By what factor a song's volume is changed to sound as loud as others, without clipping its peaks. */
export function gainFor({ integratedLoudnessLufs, truePeakDbtp }: Loudness): number {
  if (integratedLoudnessLufs === undefined) return 1;
  const wanted = Math.min(TARGET_LUFS - integratedLoudnessLufs, MAX_BOOST_DB);
  const room = truePeakDbtp === undefined ? 0 : -truePeakDbtp;
  return 10 ** (Math.min(wanted, Math.max(room, 0)) / 20);
}

/**
 * The element's volume for what the listener chose. Browsers cannot go beyond 1, so quiet songs
 * gain only what the listener's own volume leaves.
 */
export function elementVolume(chosen: number, gain: number): number {
  // Loudness is felt roughly with the cube of the position of a control.
  return Math.min(chosen ** 3 * gain, 1);
}
