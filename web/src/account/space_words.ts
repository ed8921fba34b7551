import type { Account } from '../api/client';
import { words } from '../messages/words';
import { formatBytes } from '../ui/format';

type Taken = Pick<Account, 'usage' | 'quota'>;

/** The share of its quota from which on an account is shown to be nearly full. */
const NEARLY_FULL = 0.9;

/** Says what an account takes: "4.8 GB of 10 GB, 120 files". */
export function spaceWords({ usage, quota }: Taken): string {
  const taken = formatBytes(usage.bytes + usage.reserved);
  const files = words.library.files(usage.files);
  return quota === undefined
    ? words.account.taken(taken, files)
    : words.account.takenOf(taken, formatBytes(quota), files);
}

export function isNearlyFull({ usage, quota }: Taken): boolean {
  return quota !== undefined && usage.bytes + usage.reserved >= quota * NEARLY_FULL;
}

const UNITS: Readonly<Record<string, number>> = { b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 };

/** Writes a size so that readSize() gives the same one back. */
export function exactSize(bytes: number): string {
  const units = Object.entries(UNITS).reverse();
  const [name, factor] = units.find(([, each]) => bytes >= each && bytes % (each / 100) === 0) ?? [
    'b',
    1,
  ];
  return `${bytes / factor} ${name === 'kb' ? 'kB' : name.toUpperCase()}`;
}

/**
 * Reads a size as people write it, "50 GB" or "1.5tb"; null if it is none. Three digits behind a
 * separator may be thousands or thousandths, so they are none.
 */
export function readSize(text: string): number | null {
  const match = /^(\d+(?:[.,]\d{1,2})?)\s*([kmgt]?b)$/i.exec(text.trim());
  const factor = UNITS[match?.[2]?.toLowerCase() ?? ''];
  if (!match?.[1] || factor === undefined) return null;
  return Math.round(Number(match[1].replace(',', '.')) * factor);
}
