import { accountQuery } from '../api/account';
import { queryClient } from '../api/query_client';

/**
 * Returns for how many seconds the drive keeps deleted files, 0 if it keeps none; undefined when it cannot be asked.
 */
export async function trashSeconds(): Promise<number | undefined> {
  try {
    const account = await queryClient.fetchQuery({ ...accountQuery, retry: false });
    return account.trashRetentionSeconds;
  } catch {
    return undefined;
  }
}
