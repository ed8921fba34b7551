import { Fragment, type ReactNode } from 'react';

interface Props {
  /** Has the names of the parts in braces: "New here? {link}". */
  text: string;
  parts: Readonly<Record<string, ReactNode>>;
}

/** A text with links or bold names in it, which stand where the language wants them. */
export function Filled({ text, parts }: Props) {
  return text.split(/\{(\w+)\}/).map((piece, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text stay in their order.
    <Fragment key={i}>{i % 2 === 0 ? piece : parts[piece]}</Fragment>
  ));
}
