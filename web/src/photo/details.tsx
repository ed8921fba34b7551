import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { api, type File, unwrap } from '../api/client';
import { sentenceText } from '../api/our_words';
import { Damage } from '../library/damage';
import { clockTime, momentName } from '../library/day';
import { retryFile } from '../library/file_actions';
import { locale } from '../messages/locale';
import { words } from '../messages/words';
import { formatBytes, formatExposure } from '../ui/format';
import { Icon, type IconName } from '../ui/icon';
import { IconButton } from '../ui/icon_button';
import { zoneName } from './caption';

/** Says when, with the zone that the camera noted: "Sunday, July 14, 2019 at 6:03 PM (UTC+2)". */
function zoned(date: string): string {
  const zone = zoneName(date);
  return zone ? `${momentName(date)} (${zone})` : momentName(date);
}

function exposureText(camera: NonNullable<File['camera']>): string {
  return [
    camera.fNumber && `ƒ/${camera.fNumber.toLocaleString(locale())}`,
    camera.exposureSeconds && formatExposure(camera.exposureSeconds),
    camera.focalLengthMm && `${camera.focalLengthMm.toLocaleString(locale())} mm`,
    camera.iso && `ISO ${camera.iso}`,
  ]
    .filter(Boolean)
    .join('  ·  ');
}

function coordinates({ latitude, longitude, altitudeMetres }: NonNullable<File['place']>): string {
  if (latitude === undefined || longitude === undefined) return '';
  const ns = `${Math.abs(latitude).toFixed(5)}° ${latitude < 0 ? 'S' : 'N'}`;
  const ew = `${Math.abs(longitude).toFixed(5)}° ${longitude < 0 ? 'W' : 'E'}`;
  const height = altitudeMetres === undefined ? '' : `  ·  ${Math.round(altitudeMetres)} m`;
  return `${ns}, ${ew}${height}`;
}

/** Returns whether somebody says another time than the camera did. */
const isCorrected = ({ date, takenAt }: File): boolean =>
  takenAt !== undefined && clockTime(date) !== clockTime(takenAt);

/** All details of a picture, in words. */
export function Details({ file, close }: { file: File; close(): void }) {
  const { photo } = words;
  return (
    <aside className="details" aria-label={photo.details}>
      <div className="details-head">
        <h2>{photo.details}</h2>
        <IconButton icon="close" label={words.photo.closeDetails} onClick={close} />
      </div>
      <Damage file={file} />
      {file.status === 'failed' && (
        <div className="details-failure">
          <p>{file.failureReason ? sentenceText(file.failureReason) : photo.notProcessed}</p>
          <button type="button" className="button" onClick={() => void retryFile(file.fileId)}>
            <Icon name="retry" /> {photo.tryAgain}
          </button>
        </div>
      )}
      {file.title && <p className="details-title">{file.title}</p>}
      {file.description && <p className="details-description">{file.description}</p>}
      {(file.rating ?? 0) > 0 && <Stars rating={file.rating ?? 0} />}
      <dl>
        <Times file={file} />
        <PlaceFact file={file} />
        <CameraFact file={file} />
        <FileFact file={file} />
        {file.keywords && file.keywords.length > 0 && (
          <Fact icon="genre" name={photo.keywords}>
            <span className="chips">
              {file.keywords.map((keyword) => (
                <Link
                  key={keyword}
                  className="chip"
                  href={`/search?q=${encodeURIComponent(`keyword:"${keyword}"`)}`}
                >
                  {keyword}
                </Link>
              ))}
            </span>
          </Fact>
        )}
        {file.collections && (
          <Fact icon="album" name={photo.albums}>
            <span className="chips">
              {file.collections.map((id) => (
                <AlbumLink key={id} id={id} />
              ))}
            </span>
          </Fact>
        )}
      </dl>
    </aside>
  );
}

function Stars({ rating }: { rating: number }) {
  return (
    <p className="stars" role="img" aria-label={words.photo.stars(rating)}>
      {[1, 2, 3, 4, 5].map((star) => (
        <Icon key={star} name={star <= rating ? 'star-filled' : 'star'} size={18} />
      ))}
    </p>
  );
}

function Times({ file }: { file: File }) {
  const { photo } = words;
  // Without a word of the camera or of its owner a file has the time of its upload, or of its last change, in UTC.
  const isTaken = file.takenAt !== undefined || !file.date.endsWith('Z');
  const added = new Date(file.uploadedAt).toLocaleString(locale(), {
    dateStyle: 'full',
    timeStyle: 'short',
  });
  return (
    <>
      <Fact icon="calendar" name={isTaken ? photo.taken : photo.dated}>
        {zoned(file.date)}
        {file.takenAt && isCorrected(file) && (
          <small>{photo.cameraSays(zoned(file.takenAt))}</small>
        )}
      </Fact>
      <Fact icon="upload" name={photo.added}>
        {added}
      </Fact>
    </>
  );
}

function FileFact({ file }: { file: File }) {
  const { width, height, size, fileName } = file;
  const megapixels =
    width &&
    height &&
    ((width * height) / 1e6).toLocaleString(locale(), {
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    });
  const facts = [
    megapixels && `${megapixels} MP`,
    width && `${width} × ${height}`,
    formatBytes(size),
  ];
  return (
    <Fact icon="file" name={words.photo.file}>
      {fileName}
      <small>{facts.filter(Boolean).join('  ·  ')}</small>
    </Fact>
  );
}

function CameraFact({ file: { camera } }: { file: File }) {
  const name = camera && [camera.make, camera.model].filter(Boolean).join(' ');
  const exposure = camera && exposureText(camera);
  if (!name && !exposure) return null;
  return (
    <Fact icon="camera" name={words.photo.camera}>
      {name}
      <small>{exposure}</small>
      <small>{camera?.lens}</small>
    </Fact>
  );
}

function PlaceFact({ file: { place } }: { file: File }) {
  if (!place) return null;
  const { name, latitude, longitude } = place;
  return (
    <Fact icon="place" name={words.photo.place}>
      {name}
      <small>{coordinates(place)}</small>
      {latitude !== undefined && (
        <small>
          <a
            href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=14/${latitude}/${longitude}`}
            target="_blank"
            rel="noreferrer"
          >
            {words.photo.showOnMap}
          </a>
        </small>
      )}
    </Fact>
  );
}

function AlbumLink({ id }: { id: string }) {
  const { data } = useQuery({
    queryKey: ['collection', id, 'title'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/collections/{id}', { params: { path: { id } }, signal })),
    staleTime: 60_000,
  });
  if (!data) return null;
  const href = data.kind === 'album' ? `/albums/${id}` : `/audio/playlists/${id}`;
  return (
    <Link className="chip" href={href}>
      {data.title}
    </Link>
  );
}

function Fact({ icon, name, children }: { icon: IconName; name: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt>
        <Icon name={icon} />
        <span>{name}</span>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
