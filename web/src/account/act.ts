import { explain } from '../api/problem';
import { toast } from '../ui/toast';
import { PasskeyCancelled, PasskeyKnown } from './passkey';
import { NotShown, sensitively } from './reauthentication';

/**
 * Does what a button stands for, after a credential where the drive wants one, and says what went wrong.
 * Resolves to whether it was done.
 */
export async function act(work: () => Promise<unknown>, done?: string): Promise<boolean> {
  try {
    await sensitively(work);
    if (done) toast(done);
    return true;
  } catch (error) {
    toast(messageOf(error), 'bad');
    return false;
  }
}

function messageOf(error: unknown): string {
  const isOurs =
    error instanceof NotShown || error instanceof PasskeyCancelled || error instanceof PasskeyKnown;
  return isOurs ? error.message : explain(error);
}
