import { createHash } from 'node:crypto';
import react from '@vitejs/plugin-react';
import { build, type Plugin, type Rolldown } from 'vite';
import { defineConfig } from 'vitest/config';
import { API_PATH } from './src/offline/api_paths';

/** Where `npm run dev` finds the drive. */
const drive = process.env.AUDMG_URL ?? 'http://127.0.0.1:8420';
/** Larger files that the first screen does not need are kept for offline use once they were used. */
const MAX_SHELL_BYTES = 120_000;

type Bundle = Rolldown.OutputBundle;

/** Returns the paths of what the app needs to open without the drive. */
function shellOf(bundle: Bundle): string[] {
  const first = new Set<string>();
  const visit = (name: string) => {
    const file = bundle[name];
    if (file?.type !== 'chunk' || first.has(name)) return;
    first.add(name);
    file.imports.forEach(visit);
  };
  for (const [name, file] of Object.entries(bundle))
    if (file.type === 'chunk' && file.isEntry) visit(name);
  const sizeOf = (file: Bundle[string]) =>
    file.type === 'chunk' ? file.code.length : file.source.length;
  return Object.entries(bundle)
    .filter(([name]) => name.startsWith('assets/'))
    .filter(([name, file]) => first.has(name) || sizeOf(file) <= MAX_SHELL_BYTES)
    .map(([name]) => `/${name}`)
    .sort();
}

/** Builds the service worker, as one script whose name stays the same. */
function serviceWorker(): Plugin {
  let shell: string[] = [];
  return {
    name: 'audmg-service-worker',
    apply: 'build',
    generateBundle(_options, bundle) {
      shell = shellOf(bundle);
    },
    writeBundle(_options, bundle) {
      // The entry is only an import of the first screen's file, which the page loads itself.
      shell = shell.filter((path) => path.slice(1) in bundle);
    },
    async closeBundle() {
      const version = createHash('sha256').update(shell.join()).digest('hex').slice(0, 12);
      await build({
        configFile: false,
        logLevel: 'warn',
        publicDir: false,
        define: { __SHELL__: JSON.stringify(shell), __VERSION__: JSON.stringify(version) },
        build: {
          target: 'es2022',
          emptyOutDir: false,
          reportCompressedSize: false,
          lib: {
            entry: 'src/offline/worker.ts',
            formats: ['iife'],
            name: 'worker',
            fileName: () => 'sw.js',
          },
        },
      });
    },
  };
}

/**
 * Puts every module of the first screen into one chunk, and leaves those that are loaded later as they are: otherwise
 * each module that a later screen needs too becomes a file of its own, and the first screen is dozens of requests.
 */
function firstScreen(): (id: string, context: Rolldown.ChunkingContext) => string | null {
  const known = new Map<string, boolean>();
  const isFirst = (id: string, context: Rolldown.ChunkingContext): boolean => {
    const found = known.get(id);
    if (found !== undefined) return found;
    known.set(id, false);
    const importers = context.getModuleInfo(id)?.importers ?? [];
    const first = id.endsWith('/src/main.tsx') || importers.some((each) => isFirst(each, context));
    known.set(id, first);
    return first;
  };
  return (id, context) => (isFirst(id, context) ? 'app' : null);
}

export default defineConfig({
  plugins: [react(), serviceWorker()],
  server: { port: 5173, strictPort: true, proxy: { [API_PATH.source]: { target: drive } } },
  build: {
    target: 'es2022',
    // Fonts and pictures as data: would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: firstScreen() }] } } },
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node', testTimeout: 20_000 },
});
