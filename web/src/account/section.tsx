import { type ReactNode, useId } from 'react';

interface Props {
  title: string;
  /** One or two sentences on what the section is for. */
  about?: ReactNode;
  children: ReactNode;
}

/** A part of a page of settings. */
export function Section({ title, about, children }: Props) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {about && <p className="muted">{about}</p>}
      </header>
      {children}
    </section>
  );
}
