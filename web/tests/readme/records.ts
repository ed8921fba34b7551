import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Picture } from '../landscapes';
import { type Cover, drawCover, lights, rails, ridges, strings, sun, tiles } from './covers';
import { kept } from './kept';
import { randomFrom } from './noise';

interface Record {
  readonly artist: string;
  readonly title: string;
  readonly genre: string;
  readonly year: number;
  readonly cover: Cover;
  readonly tracks: readonly string[];
}

const small = { size: 27, weight: 600 } as const;

/** The one that was added last at the end. Nobody of these exists. */
const records: readonly Record[] = [
  {
    artist: 'Copper & Pine',
    title: 'Northbound',
    genre: 'Americana',
    year: 2021,
    cover: {
      ground: { kind: 'forest', light: 'overcast', seed: 61, filter: 'sepia(0.35) contrast(1.1)' },
      words: [
        {
          text: 'NORTHBOUND',
          top: 64,
          size: 74,
          weight: 800,
          css: 'text-align: center; left: 0; right: 0',
        },
        { text: 'Copper &amp; Pine', top: 150, ...small, css: 'text-align: center' },
      ],
    },
    tracks: ['County Line', 'Tin Roof', 'Northbound'],
  },
  {
    artist: 'Ensemble Arden',
    title: 'Quartets for Winter',
    genre: 'Classical',
    year: 2019,
    cover: {
      ground: { shapes: strings('#efe7d8', '#2a2622') },
      words: [
        { text: 'Quartets<br>for Winter', top: 44, size: 50, weight: 500, colour: '#2a2622' },
        { text: 'Ensemble Arden', top: 560, ...small, colour: '#2a2622' },
      ],
    },
    tracks: ['I. Allegro moderato', 'II. Adagio', 'III. Scherzo', 'IV. Finale'],
  },
  {
    artist: 'Velvet Atlas',
    title: 'Neon Gardens',
    genre: 'Synth-pop',
    year: 2024,
    cover: {
      ground: { shapes: lights('#1b1036', ['#ff3d81', '#7a5cff', '#19d3c5', '#ff8a3d']) },
      words: [
        { text: 'neon<br>gardens', top: 210, size: 112, weight: 850 },
        { text: 'VELVET ATLAS', top: 560, ...small, css: 'letter-spacing: 0.2em' },
      ],
    },
    tracks: ['Glasshouse', 'Neon Gardens', 'After the Rain'],
  },
  {
    artist: 'Field Station',
    title: 'Recordings for Two',
    genre: 'Electronic',
    year: 2020,
    cover: {
      ground: { shapes: ridges('#101214', '#e9e6df') },
      words: [
        {
          text: 'FIELD STATION',
          top: 74,
          size: 30,
          weight: 600,
          css: 'text-align: center; letter-spacing: 0.3em',
        },
      ],
    },
    tracks: ['Site A', 'Site B', 'Return Signal'],
  },
  {
    artist: 'Amara Bello',
    title: 'Lagos, Sunrise',
    genre: 'Afrobeat',
    year: 2025,
    cover: {
      ground: { shapes: sun('#f4a63a', '#d9341f', '#f4a63a') },
      words: [
        { text: 'Lagos,<br>Sunrise', top: 44, size: 76, weight: 850, colour: '#4a1208' },
        { text: 'Amara Bello', top: 578, size: 30, colour: '#4a1208' },
      ],
    },
    tracks: ['Danfo', 'Market Day', 'Sunrise Suite'],
  },
  {
    artist: 'Kessel & Voss',
    title: 'Night Trains',
    genre: 'Electronic',
    year: 2022,
    cover: {
      ground: { shapes: rails('#12243a', ['#e8583e', '#f2b544', '#e9e4d6', '#4e9db3', '#e8583e']) },
      words: [
        { text: 'Night Trains', top: 40, size: 66, weight: 800 },
        { text: 'Kessel &amp; Voss', top: 112, ...small },
      ],
    },
    tracks: ['Platform 9', 'Sleeper', 'Border, 4 a.m.'],
  },
  {
    artist: 'Sora Ito',
    title: 'Rain on Glass',
    genre: 'Ambient',
    year: 2023,
    cover: {
      ground: { kind: 'lamps', light: 'night', seed: 44, filter: 'saturate(1.2)' },
      words: [
        { text: 'Rain on Glass', top: 486, size: 62, weight: 300 },
        { text: 'Sora Ito', top: 562, ...small, weight: 400 },
      ],
    },
    tracks: ['Window Seat', 'Rain on Glass', 'Last Bus'],
  },
  {
    artist: 'The Paper Lanterns',
    title: 'Half Past Summer',
    genre: 'Indie',
    year: 2024,
    cover: {
      ground: { shapes: tiles(['#f3ead9', '#e2714d', '#2f5d62', '#f0b94d', '#a7c4bc']) },
      words: [],
    },
    tracks: ['Ice Cream Van', 'Half Past Summer', 'Bicycle Song', 'Kite'],
  },
  {
    artist: 'Nils Aasen Trio',
    title: 'Blue Fjord',
    genre: 'Jazz',
    year: 2023,
    cover: {
      ground: {
        kind: 'lake',
        light: 'noon',
        seed: 52,
        filter: 'grayscale(1) contrast(1.25) sepia(1) hue-rotate(175deg) saturate(2.4)',
      },
      words: [
        { text: 'Nils Aasen Trio', top: 44, size: 40, weight: 500 },
        { text: 'BLUE FJORD', top: 90, size: 40, weight: 850 },
      ],
    },
    tracks: ['Departure', 'Blue Fjord', 'Ballad for Ingrid', 'Lighthouse'],
  },
  {
    artist: 'Mira Calder',
    title: 'Tidewater',
    genre: 'Folk',
    year: 2026,
    cover: {
      ground: { kind: 'sea', light: 'evening', seed: 58 },
      words: [
        { text: 'Mira Calder', top: 48, size: 34, weight: 500, css: 'text-align: center' },
        {
          text: 'Tidewater',
          top: 92,
          size: 92,
          weight: 800,
          css: 'text-align: center; left: 0; right: 0',
        },
      ],
    },
    tracks: [
      'First Light',
      'Tidewater',
      'Letters from the Pier',
      'Salt and Cedar',
      'The Long Way Home',
      'Harbour Lights',
      'Undertow',
      'Saltmarsh Waltz',
      'Low Season',
      'Evening Ferry',
    ],
  },
];

export const PLAYED = { album: 'Tidewater', track: 'Letters from the Pier' };

/** Returns the tracks of all records, with tags and covers, the one that was added last at the end. */
export async function tracksOfRecords(page: Page): Promise<Picture[]> {
  const tracks: Picture[] = [];
  for (const record of records) {
    const cover = await drawCover(page, record.cover);
    for (let number = record.tracks.length; number > 0; number--)
      tracks.push(trackOf(record, number, cover));
  }
  return tracks;
}

function trackOf(record: Record, number: number, cover: Picture): Picture {
  const title = record.tracks[number - 1] as string;
  const name = `${String(number).padStart(2, '0')} ${title}.mp3`;
  const buffer = kept({ record, number }, () => makeTrack(record, number, title, cover));
  return { name, mimeType: 'audio/mpeg', buffer };
}

/** Sound that swells and falls as a song does, so that its waveform looks like one. */
function makeTrack(record: Record, number: number, title: string, cover: Picture): Buffer {
  const random = randomFrom([...title].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7));
  const seconds = Math.round(150 + random() * 140);
  const swells = [41, 17, 7.3, 2.9, 1.1].map(
    (period) =>
      `sin(2*PI*t/${(period * (0.8 + random() * 0.4)).toFixed(2)}+${random().toFixed(2)})`,
  );
  const loud = `(0.42+0.16*${swells[0]}+0.1*${swells[1]}+0.09*${swells[2]}+0.08*${swells[3]}+0.07*${swells[4]})`;
  const ends = `min(1,t/6)*min(1,(${seconds}-t)/9)`;
  const sound = `0.8*${loud}*${ends}*(0.6*sin(2*PI*196*t)+0.4*sin(2*PI*294*t)+0.35*(random(0)-0.5))`;
  const folder = mkdtempSync(join(tmpdir(), 'audmg-record-'));
  try {
    const path = join(folder, 'track.mp3');
    writeFileSync(join(folder, 'cover.jpg'), cover.buffer);
    const tags = {
      title,
      artist: record.artist,
      album_artist: record.artist,
      album: record.title,
      genre: record.genre,
      date: String(record.year),
      track: String(number),
    };
    execFileSync('ffmpeg', [
      ...['-v', 'error', '-f', 'lavfi', '-i', `aevalsrc='${sound}':s=11025:d=${seconds}`],
      ...['-i', join(folder, 'cover.jpg'), '-map', '0:a', '-map', '1:v', '-c:v', 'copy'],
      ...['-disposition:v', 'attached_pic', '-b:a', '32k'],
      ...Object.entries(tags).flatMap(([key, value]) => ['-metadata', `${key}=${value}`]),
      path,
    ]);
    return readFileSync(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
