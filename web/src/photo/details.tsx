import type { ReactNode } from 'react';
import type { File } from '../api/client';
import { Damage } from '../library/damage';
import { uploadedAt } from '../library/day';
import { retryFile } from '../library/file_actions';
import { formatBytes, formatExposure } from '../ui/format';
import { Icon, type IconName } from '../ui/icon';

const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' });
/** Formats a time without an offset, which is the local time of the place. */
const whereTaken = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'full',
  timeStyle: 'short',
  timeZone: 'UTC',
});

function takenText(takenAt: string): string {
  const local = takenAt.slice(0, 19);
  const date = new Date(`${local}Z`);
  return Number.isNaN(date.getTime()) ? takenAt : whereTaken.format(date);
}

function exposureText(camera: NonNullable<File['camera']>): string {
  return [
    camera.fNumber && `ƒ/${camera.fNumber}`,
    camera.exposureSeconds && formatExposure(camera.exposureSeconds),
    camera.focalLengthMm && `${camera.focalLengthMm} mm`,
    camera.iso && `ISO ${camera.iso}`,
  ]
    .filter(Boolean)
    .join('  ·  ');
}

function placeText({
  name,
  latitude,
  longitude,
  altitudeMetres,
}: NonNullable<File['place']>): string {
  if (latitude === undefined || longitude === undefined) return name ?? '';
  const ns = `${Math.abs(latitude).toFixed(5)}° ${latitude < 0 ? 'S' : 'N'}`;
  const ew = `${Math.abs(longitude).toFixed(5)}° ${longitude < 0 ? 'W' : 'E'}`;
  const where = `${ns}, ${ew}${altitudeMetres === undefined ? '' : `  ·  ${Math.round(altitudeMetres)} m`}`;
  return name ? `${name}  ·  ${where}` : where;
}

/** All details of a picture. */
export function Details({ file }: { file: File }) {
  const { camera, place, width, height, takenAt } = file;
  const cameraName = camera && [camera.make, camera.model].filter(Boolean).join(' ');
  const exposure = camera && exposureText(camera);
  const megapixels = width && height ? ((width * height) / 1e6).toFixed(1) : null;
  return (
    <aside className="details" aria-label="Details">
      <h2>Details</h2>
      <Damage file={file} />
      {file.status === 'failed' && (
        <div className="details-failure">
          <p>{file.failureReason ?? 'This file could not be processed.'}</p>
          <button type="button" className="button" onClick={() => void retryFile(file.fileId)}>
            <Icon name="retry" /> Try again
          </button>
        </div>
      )}
      <dl>
        {takenAt && (
          <Fact icon="calendar" name="Taken">
            {takenText(takenAt)}
          </Fact>
        )}
        <Fact icon="upload" name="Uploaded">
          {full.format(uploadedAt(file.fileId))}
        </Fact>
        <Fact icon="file" name="File">
          {file.fileName}
          <small>
            {[
              megapixels && `${megapixels} MP`,
              width && `${width} × ${height}`,
              formatBytes(file.size),
            ]
              .filter(Boolean)
              .join('  ·  ')}
          </small>
        </Fact>
        {(cameraName || exposure) && (
          <Fact icon="camera" name="Camera">
            {cameraName}
            <small>{exposure}</small>
            <small>{camera?.lens}</small>
          </Fact>
        )}
        {place && (
          <Fact icon="place" name="Place">
            {placeText(place)}
            {place.latitude !== undefined && (
              <small>
                <a
                  href={`https://www.openstreetmap.org/?mlat=${place.latitude}&mlon=${place.longitude}#map=14/${place.latitude}/${place.longitude}`}
                  target="_blank"
                  rel="noreferrer"
                >
                  Show on OpenStreetMap
                </a>
              </small>
            )}
          </Fact>
        )}
      </dl>
    </aside>
  );
}

function Fact({ icon, name, children }: { icon: IconName; name: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt>
        <Icon name={icon} />
        <span className="visually-hidden">{name}</span>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
