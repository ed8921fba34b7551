import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Where `npm run dev` finds the drive. */
const drive = process.env.AUDMG_URL ?? 'http://127.0.0.1:8420';
const api =
  '^/(signup|login|token|logout|me|upload|uploads|retrieve|outline|files|events|objects|livez|readyz|openapi.json)(/|\\?|$)';

export default defineConfig({
  plugins: [react()],
  server: { port: 5173, strictPort: true, proxy: { [api]: { target: drive } } },
  build: {
    target: 'es2022',
    // Fonts and pictures as data: would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node', testTimeout: 20_000 },
});
