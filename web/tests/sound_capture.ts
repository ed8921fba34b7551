import type { Page } from '@playwright/test';

/** Has the page keep every sample that goes to its loudspeakers; call it before the page is opened. */
export async function captureSound(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const chunks: Float32Array[] = [];
    Object.assign(window, { capturedSound: chunks });
    const recorder = `registerProcessor('recorder', class extends AudioWorkletProcessor {
      process([input]) {
        const [left, right] = input;
        if (left) this.port.postMessage(left.map((value, i) => (value + (right ?? left)[i]) / 2));
        else this.port.postMessage(new Float32Array(128));
        return true;
      }
    })`;
    const connect = AudioNode.prototype.connect as (node: AudioNode) => AudioNode;
    AudioNode.prototype.connect = function (this: AudioNode, target: AudioNode) {
      if (target === this.context.destination) {
        const url = URL.createObjectURL(new Blob([recorder], { type: 'text/javascript' }));
        void this.context.audioWorklet.addModule(url).then(() => {
          const node = new AudioWorkletNode(this.context, 'recorder');
          node.port.onmessage = ({ data }) => chunks.push(data);
          connect.call(this, node);
        });
      }
      return connect.call(this, target);
    } as typeof AudioNode.prototype.connect;
  });
}

/** Returns what was captured so far, one channel. */
export async function capturedSound(page: Page): Promise<Float32Array> {
  const text = await page.evaluate(async () => {
    const { capturedSound } = window as unknown as { capturedSound: Float32Array<ArrayBuffer>[] };
    const url = await new Promise<string>((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result as string);
      reader.readAsDataURL(new Blob(capturedSound));
    });
    return url.slice(url.indexOf(',') + 1);
  });
  return new Float32Array(new Uint8Array(Buffer.from(text, 'base64')).buffer);
}

/** Returns the longest run of samples that nobody hears, between two indices. */
export function longestSilence(sound: Float32Array, from: number, to: number): number {
  let longest = 0;
  let run = 0;
  for (let i = from; i < to; i++) {
    run = Math.abs(sound[i] as number) < 0.001 ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
