import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

export default defineConfig({
  root: join(root, 'renderer'),
  base: '/',
  plugins: [react()],
  cacheDir: join(root, 'node_modules/.vite'),
  // The host puts a fresh nonce here each time it serves the page (node/renderer-files.ts).
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: join(root, 'dist/renderer'),
    emptyOutDir: true,
    target: 'chrome150',
    sourcemap: true,
    // The policy allows fonts and sounds from files only, so nothing becomes a data: address.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2_000,
  },
});
