import { useId } from 'react';
import type { Section } from '../sections';
import { SectionLink } from './section_link';

interface Props {
  title: string;
  sections: readonly Section[];
  /** The address of the section that the page is in. */
  here: string | undefined;
  /** See SectionLink. */
  replace?: boolean;
}

/** Sections under a title. */
export function SectionGroup({ title, sections, here, replace = false }: Props) {
  const id = useId();
  if (sections.length === 0) return null;
  return (
    <div role="group" aria-labelledby={id} className="section-group">
      <p id={id}>{title}</p>
      {sections.map((section) => (
        <SectionLink
          key={section.href}
          section={section}
          here={section.href === here}
          replace={replace}
        />
      ))}
    </div>
  );
}
