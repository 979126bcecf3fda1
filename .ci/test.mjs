// `npm test`: installs what is missing (a Chromium too), then runs the checks and every test.
// Ends with the plain line `tests: N passed, N failed`.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkNode, fail, installChromium, installPackages, root, run, say } from './prepare.mjs';

checkNode();
installPackages();
const chromium = await installChromium();
process.env.CHROMIUM_PATH = chromium;

let failed = 0;
let passed = 0;
const only = process.argv.slice(2);

if (only.length === 0) {
  for (const step of ['types', 'lint', 'unused', 'size']) {
    say(`checking ${step} …`);
    if (run('npm', ['run', '--silent', `check:${step}`]) === 0) passed += 1;
    else {
      failed += 1;
      say(`check:${step} failed`);
    }
  }
} else if (!existsSync(join(root, 'dist', 'index.html'))) {
  say('building (the browser tests use the production build) …');
  if (run('npx', ['--no-install', 'vite', 'build', '--logLevel', 'warn']) !== 0) fail('the build failed; the lines above say where.');
}

say('running the tests …');
const report = join(root, 'node_modules', '.cache', 'test-report.json');
rmSync(report, { force: true });
const code = run('npx', ['--no-install', 'vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...only]);
if (existsSync(report)) {
  const result = JSON.parse(readFileSync(report, 'utf8'));
  passed += result.numPassedTests;
  failed += result.numFailedTests;
  // A file that does not even load counts as one failure.
  failed += result.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  if (result.numTotalTests === 0) failed += 1;
} else {
  failed += 1;
}
if (code !== 0 && failed === 0) failed = 1;
console.log(`tests: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
