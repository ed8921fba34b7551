import { useLocation } from 'wouter';
import { words } from '../messages/words';
import { sections } from '../sections';
import { IconButton } from '../ui/icon_button';
import { Brand } from './brand';
import { useFolded } from './folded';
import { SectionGroup } from './section_group';
import { sectionOf } from './section_of';
import { Storage } from './storage';

interface Props {
  /** Only icons with small names. */
  rail: boolean;
  canFold: boolean;
}

/** The navigation at the side of everything that is wider than a phone. */
export function Sidebar({ rail, canFold }: Props) {
  const [path] = useLocation();
  const toggle = useFolded((state) => state.toggle);
  const { shell } = words;
  const { photos, music } = sections();
  const here = sectionOf(
    path,
    [...photos, ...music].map(({ href }) => href),
  );
  return (
    <nav className="sidebar" aria-label={shell.navigation}>
      <div className="sidebar-head">
        <Brand />
        {canFold && (
          <IconButton
            icon="sidebar"
            label={rail ? shell.unfold : shell.fold}
            aria-expanded={!rail}
            onClick={toggle}
          />
        )}
      </div>
      <div className="sidebar-sections">
        <SectionGroup title={shell.photos} sections={photos} here={here} />
        <SectionGroup title={shell.music} sections={music} here={here} />
      </div>
      {!rail && <Storage />}
    </nav>
  );
}
