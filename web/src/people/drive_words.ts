import type { DriveStatus } from '../api/client';
import { words } from '../messages/words';
import { formatMoment } from '../ui/when';

/** Says what a queue is for; one of a later drive is shown by its name. */
export function queueName(name: string): string {
  const names: Readonly<Record<string, string>> = words.people.queueNames;
  return names[name] ?? name;
}

/** Says when a chore was last done and how it ended. */
export function choreWords(chore: DriveStatus['backup']): string {
  const { people } = words;
  if (chore.state === 'never' || chore.at === undefined) return people.never;
  if (chore.state === 'succeeded') return formatMoment(chore.at) + figureWords(chore.figures);
  const before = chore.lastSuccessAt
    ? people.succeededLast(formatMoment(chore.lastSuccessAt))
    : people.neverSucceeded;
  return people.choreFailed(formatMoment(chore.at), chore.error ?? people.logSaysWhy, before);
}

/** The numbers that matter: ", 1,204 files, 0 damaged". */
function figureWords(figures: Record<string, unknown> | undefined): string {
  return Object.entries(words.people.figures)
    .flatMap(([name, say]) => {
      const figure = figures?.[name];
      return typeof figure === 'number' ? [`, ${say(figure)}`] : [];
    })
    .join('');
}
