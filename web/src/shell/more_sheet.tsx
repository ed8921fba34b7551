import { useLocation } from 'wouter';
import { words } from '../messages/words';
import { phoneSections, type Section, sections } from '../sections';
import { Sheet } from '../ui/sheet';
import { SectionGroup } from './section_group';
import { sectionOf } from './section_of';
import { Storage } from './storage';

/** The sections that the bar at the bottom has no room for. */
export function MoreSheet({ open, close }: { open: boolean; close(): void }) {
  const { shell } = words;
  const inBar = new Set(phoneSections().map(({ href }) => href));
  const { photos, music } = sections();
  const isBehind = ({ href }: Section) => !inBar.has(href);
  const [path] = useLocation();
  const account: Section = { href: '/settings', icon: 'gear', name: shell.account };
  const behind = [...photos, ...music].filter(isBehind);
  const here = sectionOf(
    path,
    [...behind, account].map(({ href }) => href),
  );
  return (
    <Sheet title={shell.more} open={open} close={close}>
      <SectionGroup title={shell.photos} sections={photos.filter(isBehind)} here={here} replace />
      <SectionGroup title={shell.music} sections={music.filter(isBehind)} here={here} replace />
      <SectionGroup title={shell.drive} sections={[account]} here={here} replace />
      <Storage />
    </Sheet>
  );
}
