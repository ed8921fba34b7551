import { Link } from 'wouter';
import type { Section } from '../sections';
import { Icon } from '../ui/icon';

interface Props {
  section: Section;
  /** The page is in this section. */
  here: boolean;
  /** Takes the place of the present entry in the browser's history. */
  replace?: boolean;
}

export function SectionLink({ section: { href, icon, name }, here, replace = false }: Props) {
  return (
    <Link
      href={href}
      replace={replace}
      className="section"
      aria-current={here ? 'page' : undefined}
    >
      <Icon name={icon} size={22} /> <span>{name}</span>
    </Link>
  );
}
