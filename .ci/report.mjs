// Prints the slowest tests and, in the last line, how many passed and failed. `node report.mjs REPORT`
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

const SHOWN = 20;

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const tests = report.testResults.flatMap(({ name, assertionResults }) =>
  assertionResults.map(({ fullName, duration }) => ({
    file: relative('.', name),
    fullName,
    ms: duration ?? 0,
  })),
);
const slowest = tests.toSorted((a, b) => b.ms - a.ms).slice(0, SHOWN);

console.log(`The ${slowest.length} slowest of ${tests.length} tests:`);
for (const { file, fullName, ms } of slowest)
  console.log(`${Math.round(ms).toString().padStart(7)} ms  ${file}: ${fullName}`);
console.log(`${report.numPassedTests} passed, ${report.numFailedTests} failed`);
