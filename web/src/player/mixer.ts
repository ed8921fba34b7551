import { audioElement } from './audio_element';

/** Where the sound of the element and of decoded songs comes together. */
export interface Mixer {
  readonly context: AudioContext;
  /** Shows the sound of the element as it is, before any change of volume. */
  readonly tap: AnalyserNode;
  /** The volume of the element. */
  readonly element: GainNode;
  /** The volume of everything. */
  readonly master: GainNode;
}

const TAP_SAMPLES = 4096;
const MIXED_RATES: ReadonlySet<number> = new Set([44_100, 48_000]);

let mixer: Mixer | null | undefined;

/**
 * iPhones and iPads silence Web Audio when the screen is locked, so the element plays by itself there. iPads call
 * themselves Macintosh.
 */
function canMix(): boolean {
  if (typeof AudioContext === 'undefined') return false;
  const { userAgent, maxTouchPoints } = navigator;
  return !/iPhone|iPad|iPod/.test(userAgent) && !(/Mac/.test(userAgent) && maxTouchPoints > 1);
}

/** At the rate of the songs nothing is converted between two of them, which would be heard as a tick. */
function newContext(rate: number | undefined): AudioContext {
  const sampleRate = rate !== undefined && MIXED_RATES.has(rate) ? rate : undefined;
  try {
    return new AudioContext(sampleRate ? { latencyHint: 'playback', sampleRate } : {});
  } catch {
    return new AudioContext();
  }
}

/** Returns the mixer; null where the element plays by itself. The first call of a page creates it. */
export function openMixer(rate?: number): Mixer | null {
  if (mixer !== undefined) return mixer;
  if (!canMix()) {
    mixer = null;
    return null;
  }
  const context = newContext(rate);
  const tap = new AnalyserNode(context, { fftSize: TAP_SAMPLES });
  const element = context.createGain();
  const master = context.createGain();
  context.createMediaElementSource(audioElement()).connect(tap).connect(element).connect(master);
  master.connect(context.destination);
  mixer = { context, tap, element, master };
  return mixer;
}

/** Returns the mixer if there is one already. */
export const currentMixer = (): Mixer | null => mixer ?? null;

const REST_AFTER_MS = 10_000;

let resting: ReturnType<typeof setTimeout> | undefined;

/** Lets the mixer run. The first call of a page needs a gesture of the user. */
export function wake(rate?: number): void {
  clearTimeout(resting);
  void openMixer(rate)
    ?.context.resume()
    .catch(() => undefined);
}

/** Stops the mixer after a while of silence: it takes power as long as it runs. */
export function rest(): void {
  clearTimeout(resting);
  if (!mixer) return;
  const { context } = mixer;
  resting = setTimeout(() => void context.suspend().catch(() => undefined), REST_AFTER_MS);
}
