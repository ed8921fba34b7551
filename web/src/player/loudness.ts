/** The loudness of normalised songs, as in ReplayGain 2.0: EBU R 128, with room for lively music. */
const TARGET_LUFS = -18;
const MAX_BOOST_DB = 6;

interface Loudness {
  integratedLoudnessLufs?: number;
  truePeakDbtp?: number;
}

/** Returns the factor by which a song's volume is changed to match other songs without clipping its peaks. */
export function gainFor({ integratedLoudnessLufs, truePeakDbtp }: Loudness): number {
  if (integratedLoudnessLufs === undefined) return 1;
  const wanted = Math.min(TARGET_LUFS - integratedLoudnessLufs, MAX_BOOST_DB);
  const room = truePeakDbtp === undefined ? 0 : -truePeakDbtp;
  return 10 ** (Math.min(wanted, Math.max(room, 0)) / 20);
}

/** Perceived loudness follows roughly the cube of a control's position. */
export const volumeOf = (chosen: number): number => chosen ** 3;

/**
 * Returns the element's volume for the volume that the listener chose. Browsers stop at 1, so quiet songs
 * gain only as much as the listener's own volume leaves room for.
 */
export function elementVolume(chosen: number, gain: number): number {
  return Math.min(volumeOf(chosen) * gain, 1);
}
