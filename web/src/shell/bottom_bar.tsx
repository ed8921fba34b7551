import { useLocation } from 'wouter';
import { words } from '../messages/words';
import { phoneSections } from '../sections';
import { Icon } from '../ui/icon';
import { useSheet } from '../ui/use_sheet';
import { MoreSheet } from './more_sheet';
import { SectionLink } from './section_link';
import { sectionOf } from './section_of';

/** The navigation of phones. */
export function BottomBar() {
  const [path] = useLocation();
  const { open, show, close } = useSheet('more');
  const main = phoneSections();
  const here = sectionOf(
    path,
    main.map(({ href }) => href),
  );
  return (
    <>
      <nav className="bottom-bar" aria-label={words.shell.navigation}>
        {main.map((section) => (
          <SectionLink key={section.href} section={section} here={section.href === here} />
        ))}
        <button
          type="button"
          className="section"
          aria-haspopup="dialog"
          aria-current={here === undefined ? 'true' : undefined}
          onClick={show}
        >
          <Icon name="more" size={22} /> <span>{words.shell.more}</span>
        </button>
      </nav>
      <MoreSheet open={open} close={close} />
    </>
  );
}
