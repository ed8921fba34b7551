// Writes .gz and .br forms beside those files of dist/ that become smaller, for servers to send.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const COMPRESSED = /\.(html|js|css|svg|txt|webmanifest)$/;
/** A smaller saving is not worth a header field. */
const MIN_SAVING_BYTES = 100;

const dist = new URL('../dist', import.meta.url).pathname;
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !COMPRESSED.test(entry.name)) continue;
  const path = join(entry.parentPath, entry.name);
  const bytes = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const forms = { gz: gzipSync(bytes, { level: 9 }), br: brotliCompressSync(bytes, { params }) };
  for (const [extension, form] of Object.entries(forms)) {
    if (form.length + MIN_SAVING_BYTES < bytes.length) writeFileSync(`${path}.${extension}`, form);
  }
}
