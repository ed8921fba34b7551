/** The bars of the mark, on its grid of 32 by 32. */
export const MARK_BARS = 'M7 16v2M11.5 12v8M16 8.5v15M20.5 12v8M25 15v4';

/** The product's mark. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="9" />
      <path d={MARK_BARS} />
    </svg>
  );
}
