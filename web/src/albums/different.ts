type Group = readonly string[];

/** More are not kept: the oldest are asked about again. */
const MAX_GROUPS = 1000;

const keyOf = (user: string) => `audmg.different.${user}`;

/**
 * Returns the groups of look-alikes of which the user has said that they are different. The drive has no place for
 * that, so each browser keeps it, for each account.
 */
export function differentOnes(user: string): readonly Group[] {
  try {
    return JSON.parse(localStorage.getItem(keyOf(user)) ?? '[]') as Group[];
  } catch {
    return [];
  }
}

function keep(user: string, groups: readonly Group[]): readonly Group[] {
  try {
    localStorage.setItem(keyOf(user), JSON.stringify(groups));
  } catch {
    // The storage is full or forbidden: then it holds until the page is left.
  }
  return groups;
}

/** Notes a group, and returns all. */
export function withDifferent(
  user: string,
  groups: readonly Group[],
  group: Group,
): readonly Group[] {
  return keep(user, [...groups, group].slice(-MAX_GROUPS));
}

/** Forgets a group, and returns the others. */
export function withoutDifferent(
  user: string,
  groups: readonly Group[],
  group: Group,
): readonly Group[] {
  return keep(
    user,
    groups.filter((each) => each.join() !== group.join()),
  );
}

/** Returns the groups that have a picture which was not in the same noted group as the others. */
export function stillAlike(groups: readonly Group[], noted: readonly Group[]): readonly Group[] {
  const sets = noted.map((group) => new Set(group));
  return groups.filter((group) => !sets.some((set) => group.every((id) => set.has(id))));
}
