import { words } from '../messages/words';
import { formatBytes, formatRemaining } from '../ui/format';
import type { Totals } from './upload_item';

/** Says how the whole list stands: "34 files uploaded, 2 here already, 1 not". */
export function titleOf(totals: Totals): string {
  const { count, over, active, paused, added, duplicates, trouble, interrupted } = totals;
  const { uploads } = words;
  const again = interrupted > 0 && uploads.chooseAgainCount(interrupted);
  const not = trouble > interrupted && uploads.notUploaded(trouble - interrupted);
  const listed = (...parts: (string | false)[]) => parts.filter(Boolean).join(', ');
  if (active > 0) return listed(uploads.uploading(over, count), again);
  if (paused > 0) return listed(uploads.pausedAt(over, count), again);
  if (interrupted > 0) return listed(uploads.filesDone(count, count - trouble), not, again);
  return listed(
    (added > 0 || duplicates === 0) && uploads.uploaded(added),
    duplicates > 0 && uploads.hereAlready(duplicates),
    not,
  );
}

/**
 * Says how much has gone, how fast, and how long the rest takes. `rate` is in bytes per second; null while the drive
 * cannot be reached.
 */
export function progressText({ active, size, sent }: Totals, rate: number | null): string {
  const { uploads } = words;
  if (active === 0) return formatBytes(size);
  if (rate === null) return uploads.waitingForConnection;
  const amount = uploads.amount(formatBytes(sent), formatBytes(size));
  if (rate < 1 || sent >= size) return amount;
  const left = uploads.left(formatRemaining((size - sent) / rate));
  return `${amount} · ${formatBytes(rate)}/s · ${left}`;
}
