import { encode } from 'uqr';
import { pathOf } from './qr_path';

/** Light modules around the code, which scanners need (ISO/IEC 18004, quiet zone). */
const BORDER = 4;

/** Draws the text as a QR code. Loaded lazily, with the package that encodes it. */
export default function QrCode({ text, label }: { text: string; label: string }) {
  const { size, data } = encode(text, { ecc: 'M', border: BORDER });
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <path d={pathOf(data)} />
    </svg>
  );
}
