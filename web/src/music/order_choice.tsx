import { words } from '../messages/words';

interface Props {
  value: string;
  options: readonly { readonly value: string; readonly name: string }[];
  choose(value: string): void;
  /** Only where there is no room for headings that sort. */
  narrow?: boolean;
}

/** Asks in which order a page is shown. */
export function OrderChoice({ value, options, choose, narrow = false }: Props) {
  return (
    <label className={`order-choice ${narrow ? 'for-narrow' : ''}`}>
      <span>{words.music.sortBy}</span>
      <select value={value} onChange={(event) => choose(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </label>
  );
}
