/** What the engine must know of a song. */
export interface Track {
  readonly id: string;
  readonly url: string;
  /** The factor that makes it as loud as other songs. */
  readonly gain: number;
  /** Its length; 0 if that is not known. */
  readonly seconds: number;
  readonly sampleRate: number | undefined;
  readonly speed: number;
}
