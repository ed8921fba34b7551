import { dayName } from './day';

/** Shows the day that is passing while the user scrolls fast. */
export function ScrollDate({ fileId }: { fileId: string | undefined }) {
  return fileId ? (
    <div className="scroll-date" aria-hidden="true">
      {dayName(fileId)}
    </div>
  ) : null;
}
