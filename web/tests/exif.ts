/** What a camera might have noted. */
export interface Shot {
  make: string;
  model: string;
  /** "2025:06:21 18:30:00" */
  takenAt: string;
  exposure: [number, number];
  fNumber: [number, number];
  iso: number;
  /** Degrees, north and east. */
  place: [number, number];
}

type Value = string | number | readonly (readonly [number, number])[];
type Field = readonly [tag: number, type: 2 | 3 | 4 | 5, value: Value];

/** One directory of TIFF fields (TIFF 6.0, section 2), to lie at `offset`. */
function directory(fields: readonly Field[], offset: number): Buffer {
  const heads = Buffer.alloc(2 + 12 * fields.length + 4);
  const tails: Buffer[] = [];
  let end = offset + heads.length;
  heads.writeUInt16LE(fields.length, 0);
  for (const [i, [tag, type, value]] of fields.entries()) {
    const at = 2 + 12 * i;
    let bytes: Buffer;
    let count = 1;
    if (typeof value === 'string') {
      bytes = Buffer.from(`${value}\0`, 'latin1');
      count = bytes.length;
    } else if (typeof value === 'number') {
      bytes = Buffer.alloc(4);
      if (type === 3) bytes.writeUInt16LE(value, 0);
      else bytes.writeUInt32LE(value, 0);
    } else {
      bytes = Buffer.alloc(8 * value.length);
      for (const [n, [over, under]] of value.entries()) {
        bytes.writeUInt32LE(over, 8 * n);
        bytes.writeUInt32LE(under, 8 * n + 4);
      }
      count = value.length;
    }
    heads.writeUInt16LE(tag, at);
    heads.writeUInt16LE(type, at + 2);
    heads.writeUInt32LE(count, at + 4);
    if (bytes.length <= 4) {
      bytes.copy(heads, at + 8);
    } else {
      heads.writeUInt32LE(end, at + 8);
      tails.push(bytes);
      end += bytes.length;
    }
  }
  return Buffer.concat([heads, ...tails]);
}

function degrees(angle: number): [number, number][] {
  const seconds = Math.round(Math.abs(angle) * 360_000);
  return [
    [Math.floor(seconds / 360_000), 1],
    [Math.floor(seconds / 6000) % 60, 1],
    [seconds % 6000, 100],
  ];
}

/** The JPEG with an EXIF segment behind its first marker. */
export function withExif(jpeg: Buffer, shot: Shot): Buffer {
  const main = (exifAt: number, gpsAt: number): Field[] => [
    [0x010f, 2, shot.make],
    [0x0110, 2, shot.model],
    [0x8769, 4, exifAt],
    [0x8825, 4, gpsAt],
  ];
  const exif: Field[] = [
    [0x829a, 5, [shot.exposure]],
    [0x829d, 5, [shot.fNumber]],
    [0x8827, 3, shot.iso],
    [0x9003, 2, shot.takenAt],
  ];
  const [latitude, longitude] = shot.place;
  const gps: Field[] = [
    [0x0001, 2, latitude < 0 ? 'S' : 'N'],
    [0x0002, 5, degrees(latitude)],
    [0x0003, 2, longitude < 0 ? 'W' : 'E'],
    [0x0004, 5, degrees(longitude)],
  ];
  const exifAt = 8 + directory(main(0, 0), 8).length;
  const gpsAt = exifAt + directory(exif, exifAt).length;
  const tiff = Buffer.concat([
    Buffer.from('II*\0\x08\0\0\0', 'latin1'),
    directory(main(exifAt, gpsAt), 8),
    directory(exif, exifAt),
    directory(gps, gpsAt),
  ]);
  const head = Buffer.from([0xff, 0xe1, 0, 0, 0x45, 0x78, 0x69, 0x66, 0, 0]);
  head.writeUInt16BE(8 + tiff.length, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, tiff, jpeg.subarray(2)]);
}
