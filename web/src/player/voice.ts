import type { Mixer } from './mixer';
import type { Track } from './track';

/** A decoded song that plays, or will. */
export interface Voice {
  readonly track: Track;
  readonly buffer: AudioBuffer;
  /** The time of the context at which the song has, or would have had, its beginning. */
  readonly startedAt: number;
  readonly endsAt: number;
  readonly gain: GainNode;
  readonly source: AudioBufferSourceNode;
}

interface Start {
  readonly track: Track;
  readonly buffer: AudioBuffer;
  /** The time of the context at which it begins to sound, and the position in the song. */
  readonly when: number;
  readonly offset: number;
  readonly level: number;
  readonly fadeSeconds: number;
}

/** The end of the song, by what the drive knows if the decoder has left its padding behind the last sample. */
function lengthOf(buffer: AudioBuffer, { seconds }: Track): number {
  const surplus = buffer.duration - seconds;
  return surplus > 0 && surplus < MAX_PADDING_S ? seconds : buffer.duration;
}

/** Encoders fill their last frame: 4,096 samples at most, at the lowest rate that songs have. */
const MAX_PADDING_S = 0.2;

/** Plays a decoded song to the sample: both times are brought to the nearest one. */
export function startVoice({ context, master }: Mixer, start: Start, ended: () => void): Voice {
  const { track, buffer, level, fadeSeconds } = start;
  const whole = (seconds: number) => Math.round(seconds * context.sampleRate) / context.sampleRate;
  const when = whole(start.when);
  const offset = whole(start.offset);
  const length = whole(lengthOf(buffer, track));
  const gain = context.createGain();
  if (fadeSeconds > 0) {
    gain.gain.setValueAtTime(0, when);
    gain.gain.linearRampToValueAtTime(level, when + fadeSeconds);
  } else gain.gain.value = level;
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(gain).connect(master);
  source.onended = ended;
  source.start(when, offset, Math.max(length - offset, 0));
  const startedAt = when - offset;
  return { track, buffer, startedAt, endsAt: startedAt + length, gain, source };
}

/** Ends a voice without a click. */
export function dropVoice({ context }: Mixer, { gain, source }: Voice): void {
  source.onended = null;
  gain.gain.cancelScheduledValues(context.currentTime);
  gain.gain.setTargetAtTime(0, context.currentTime, 0.004);
  source.stop(context.currentTime + 0.03);
}
