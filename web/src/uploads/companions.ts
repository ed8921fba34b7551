/** A file as it is named and where it lies. */
type Named = Pick<File, 'name'> & Partial<Pick<File, 'webkitRelativePath'>>;

const VIDEO = new Set(['mov', 'mp4']);
const SIDECAR = 'xmp';
/** Formats of pictures, those first to which a companion of that kind belongs when several fit. */
const RAW = ['dng', 'cr2', 'cr3', 'nef', 'arw', 'raf', 'orf', 'rw2', 'pef', 'srw'];
const PHOTO = ['heic', 'heif', 'avif', 'jpg', 'jpeg', 'jxl', 'png', 'webp', 'tif', 'tiff', 'gif'];
const OTHER = ['jp2', 'j2k', 'jpx', 'bmp'];
const FOR_VIDEO = [...PHOTO, ...RAW, ...OTHER];
const FOR_SIDECAR = [...RAW, ...PHOTO, ...OTHER];

interface Path {
  /** The folder and the name without its last ending, in small letters. */
  readonly base: string;
  /** The last ending, in small letters. */
  readonly ending: string;
}

function pathOf({ name, webkitRelativePath }: Named): Path {
  const path = (webkitRelativePath || name).toLowerCase();
  const dot = path.lastIndexOf('.');
  return dot < 0
    ? { base: path, ending: '' }
    : { base: path.slice(0, dot), ending: path.slice(dot + 1) };
}

/**
 * Tells which files are companions of which pictures, by their names: IMG_1.MOV and IMG_1.xmp belong to IMG_1.HEIC,
 * and so does IMG_1.HEIC.xmp. Returns the place of each companion's picture by the companion's place. A picture has
 * at most one video and one sidecar.
 */
export function pairCompanions(files: readonly Named[]): ReadonlyMap<number, number> {
  const paths = files.map(pathOf);
  const pictures = new Map<string, number>();
  paths.forEach(({ base, ending }, place) => {
    if (FOR_VIDEO.includes(ending)) pictures.set(`${base}.${ending}`, place);
  });
  const pairs = new Map<number, number>();
  const taken = new Set<string>();
  paths.forEach(({ base, ending }, place) => {
    const isVideo = VIDEO.has(ending);
    if (!isVideo && ending !== SIDECAR) return;
    const names = (isVideo ? FOR_VIDEO : FOR_SIDECAR).map((format) => `${base}.${format}`);
    if (!isVideo) names.unshift(base);
    for (const name of names) {
      const picture = pictures.get(name);
      const claim = `${picture} ${isVideo}`;
      if (picture === undefined || taken.has(claim)) continue;
      taken.add(claim);
      pairs.set(place, picture);
      return;
    }
  });
  return pairs;
}
