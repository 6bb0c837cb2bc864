// Runs all tests (or those that match the arguments) and sums up in the last line: N passed, N failed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(path.join(os.tmpdir(), 'madoguchi-results-'));
const results = path.join(scratch, 'results.json');
const jest = path.join(root, 'node_modules/jest/bin/jest.js');
const args = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  // Each file loads some five thousand modules anew, which Node's usual 16 MB for young objects would copy about again and again.
  '--max-semi-space-size=32',
  jest,
  '--json',
  `--outputFile=${results}`,
];
const { status } = spawnSync(process.execPath, [...args, ...process.argv.slice(2)], {
  cwd: root,
  // With --json Jest prints the same results to stdout once more; people read its reporter on stderr.
  stdio: ['ignore', 'ignore', 'inherit'],
});

let passed = 0;
// A run that wrote no results failed as a whole.
let failed = 1;
try {
  const report = JSON.parse(readFileSync(results, 'utf8'));
  passed = report.numPassedTests;
  // A file that does not even load holds no tests to count, and fails all the same.
  failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
} catch (error) {
  console.error(`Jest left no results: ${error.message}`);
}
rmSync(scratch, { recursive: true, force: true });
if (passed + failed === 0) console.error('No test ran.');
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : (status ?? 1);
