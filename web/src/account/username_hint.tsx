/** Tells password managers whose password is asked for, in forms that do not ask for the name. */
export function UsernameHint({ username }: { username: string }) {
  return (
    <input
      type="text"
      name="username"
      autoComplete="username"
      value={username}
      readOnly
      hidden
      aria-hidden="true"
      tabIndex={-1}
    />
  );
}
