// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
'use strict';

// Brings the web app into its bucket after each deployment, and says where it is. A page that is open meanwhile loads
// parts of itself later, by the names that they had: files of earlier builds stay for 30 days (deploy/resources/app.yml).

const fs = require('node:fs');
const path = require('node:path');
const { callAws } = require('./aws_call.js');
const { stackOutputs } = require('./stack_outputs.js');

// Where `tools/web build` puts it.
const FOLDER = 'web/dist';
const AT_ONCE = 8;
const EARLIER = 'build=earlier';
// Names below it have a digest of their content in them.
const HASHED = 'assets/';
const FOR_GOOD = 'public, max-age=31536000, immutable';
const ASK_FIRST = 'no-cache';
// As src/audmg/site/embed_assets.cmake.
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};
// The page names all others, so it comes last.
const PAGE = 'index.html';

// The page of a static host: it says where API and files are.
function addressed(page) {
  return page
    .replace('<meta name="audmg-api" content="" />', '<meta name="audmg-api" content="/api" />')
    .replace('<meta name="audmg-objects" content="" />', '<meta name="audmg-objects" content="/objects" />');
}

// Files of a folder by key; compressed forms are CloudFront's to make.
function filesBelow(folder) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !/\.(gz|br)$/.test(entry.name))
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

async function forEach(items, work) {
  const waiting = [...items];
  const worker = async () => {
    while (waiting.length > 0) await work(waiting.shift());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

class App {
  constructor(serverless, options, { log }) {
    this.serverless = serverless;
    this.log = log;
    this.hooks = {
      'after:deploy:deploy': () => this.deploy(),
      'before:remove:remove': () => this.empty(),
    };
  }

  s3(action, input) {
    return callAws(this.serverless, 'S3', action, input);
  }

  async deploy() {
    const { AppBucketName: bucket, AppUrl: url } = await stackOutputs(this.serverless);
    if (!bucket) return;
    const folder = path.join(this.serverless.serviceDir, FOLDER);
    if (!fs.existsSync(path.join(folder, PAGE))) {
      this.log.warning(`The app is not in ${FOLDER}, so ${url} has no pages yet. Build it (tools/web build), deploy again.`);
      return;
    }
    await this.upload(bucket, folder);
    this.log.notice(`app: ${url}`);
  }

  async upload(bucket, folder) {
    const files = filesBelow(folder);
    const unknown = files.find((key) => !TYPES[path.extname(key)]);
    if (unknown) throw new this.serverless.classes.Error(`${unknown} of the app: which Content-Type has it?`);
    const put = (key) => this.put(bucket, key, fs.readFileSync(path.join(folder, key)));
    await forEach(files.filter((key) => key.startsWith(HASHED)), put);
    await forEach(files.filter((key) => !key.startsWith(HASHED) && key !== PAGE), put);
    await this.put(bucket, PAGE, addressed(fs.readFileSync(path.join(folder, PAGE), 'utf8')));
    const present = new Set(files);
    await forEach((await this.keys(bucket)).filter((key) => !present.has(key)), (key) => this.outdate(bucket, key));
  }

  put(Bucket, Key, Body) {
    return this.s3('PutObject', {
      Bucket,
      Key,
      Body,
      ContentType: TYPES[path.extname(Key)],
      CacheControl: Key.startsWith(HASHED) ? FOR_GOOD : ASK_FIRST,
    });
  }

  // A lifecycle rule counts from when an object was made, so it is made anew with the tag; once.
  async outdate(Bucket, Key) {
    const { TagSet } = await this.s3('GetObjectTagging', { Bucket, Key });
    if (TagSet.some((tag) => `${tag.Key}=${tag.Value}` === EARLIER)) return;
    await this.s3('CopyObject', {
      Bucket,
      Key,
      CopySource: `${Bucket}/${encodeURIComponent(Key)}`,
      TaggingDirective: 'REPLACE',
      Tagging: EARLIER,
    });
  }

  async keys(Bucket) {
    const found = [];
    let ContinuationToken;
    do {
      const page = await this.s3('ListObjectsV2', { Bucket, ContinuationToken });
      found.push(...(page.Contents ?? []).map(({ Key }) => Key));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    return found;
  }

  // CloudFormation deletes empty buckets only.
  async empty() {
    const { AppBucketName: bucket } = await stackOutputs(this.serverless);
    if (bucket) await forEach(await this.keys(bucket), (Key) => this.s3('DeleteObject', { Bucket: bucket, Key }));
  }
}

App.TYPES = TYPES;

module.exports = App;
