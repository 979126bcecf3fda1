import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import react from '@vitejs/plugin-react';
import { VitePWA } from 'vite-plugin-pwa';
import { pickSample } from './training/data/pick-sample.ts';

/**
 * `data/requests.train.csv?sample` is the address of 3,000 of its rows: a tenth of the file, trained on within seconds. A file of its own,
 * fetched when somebody asks for it, and not among those kept for offline use.
 */
function sampleRequests(): Plugin {
  let isBuild = false;
  return {
    name: 'sample-requests',
    enforce: 'pre',
    configResolved: ({ command }) => void (isBuild = command === 'build'),
    load(id) {
      if (!id.endsWith('.csv?sample')) return null;
      const file = id.slice(0, -'?sample'.length);
      this.addWatchFile(file);
      const source = pickSample(readFileSync(file, 'utf8'), 3000);
      if (!isBuild) return `export default ${JSON.stringify(`data:text/csv;base64,${Buffer.from(source).toString('base64')}`)};`;
      return `export default import.meta.ROLLUP_FILE_URL_${this.emitFile({ type: 'asset', name: 'sample-requests.csv', source })};`;
    },
  };
}

export default defineConfig({
  plugins: [
    sampleRequests(),
    react(),
    VitePWA({
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        name: 'Tabdesk',
        short_name: 'Tabdesk',
        description: 'A support desk that runs in a browser tab.',
        start_url: '/',
        display: 'standalone',
        background_color: '#f9fafb',
        theme_color: '#3660cc',
        icons: [
          { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      workbox: {
        // The download's script must come from the server each time: its policy names the hub. Without the network it is no use.
        globIgnores: ['**/node_modules/**/*', 'assets/hub-download.worker-*.js', 'hub.json'],
        globPatterns: ['**/*.{html,js,mjs,css,wasm,json,bin,onnx,woff2,svg,png,txt}'],
        // The ONNX runtime (14 MB) and the encoder are part of "works with the network off".
        maximumFileSizeToCacheInBytes: 40 * 1024 * 1024,
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [/^\/api\//],
        cleanupOutdatedCaches: true,
      },
    }),
  ],
  resolve: {
    // Takes onnxruntime-web's build whose wasm is a separate file, so that we serve it from our own origin.
    conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions],
    // Its browser build reads character references with the page's document, which a worker has not. Only workers use it here.
    alias: { 'decode-named-character-reference': fileURLToPath(new URL('node_modules/decode-named-character-reference/index.js', import.meta.url)) },
  },
  worker: { format: 'es' },
  optimizeDeps: { include: ['@xenova/transformers'], exclude: ['voy-search'] },
  build: { target: 'es2023', sourcemap: false, chunkSizeWarningLimit: 1500, assetsInlineLimit: 0 },
});
