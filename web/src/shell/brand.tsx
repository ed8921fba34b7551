import { Link } from 'wouter';
import { Mark } from '../ui/mark';

/** The product's name, which leads to the photos. */
export function Brand() {
  return (
    <Link href="/photos" className="brand">
      <Mark size={30} />
      <span>
        Audmg <em>Drive</em>
      </span>
    </Link>
  );
}
