// `npm start`: installs what is missing, builds, serves the production build.
import { checkNode, fail, installPackages, run, say } from './prepare.mjs';

checkNode();
installPackages();
say('building …');
if (run('npx', ['--no-install', 'vite', 'build', '--logLevel', 'warn']) !== 0) fail('the build failed; the lines above say where.');
process.exitCode = run('npx', ['--no-install', 'tsx', 'src/proxy/serve.ts', ...process.argv.slice(2)]);
