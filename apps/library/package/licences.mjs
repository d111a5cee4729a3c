// The licence texts of bundled packages.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;

/** Each text once, below the packages that have it. @param modules the files that a bundle consists of */
export function licenceTexts(modules) {
  const folders = new Set(modules.flatMap((module) => PACKAGE.exec(module)?.[0] ?? []));
  const licences = [...folders].toSorted((a, b) => a.localeCompare(b)).map(licenceOf);
  return [...Map.groupBy(licences, ({ text }) => text)]
    .map(([text, all]) => `${[...new Set(all.map(({ of }) => of))].join('\n')}\n\n${text}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return { of: `${name} ${version}: ${license}`, text: texts.join('\n\n') };
}
