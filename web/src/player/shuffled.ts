/** Returns the same values in random order, each order equally likely (Fisher and Yates). */
export function shuffled<T>(all: readonly T[], random: () => number = Math.random): T[] {
  const mixed = [...all];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [mixed[i], mixed[j]] = [mixed[j] as T, mixed[i] as T];
  }
  return mixed;
}
