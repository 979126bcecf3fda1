import { shellFiles } from './.ci/shell-files.mjs';

export default [{ name: 'App shell (page, scripts and styles before the engine loads)', path: shellFiles('dist'), gzip: true, limit: '200 kB' }];
