import { expect, test } from 'vitest';
import { en } from '../../apps/web/src/texts/en.js';
import { zh } from '../../apps/web/src/texts/zh.js';

/** Every text by where it stands, without what it says. */
const places = (texts: object, at = ''): string[] =>
  Object.entries(texts).flatMap(([name, text]: [string, unknown]) =>
    typeof text === 'object' && text !== null
      ? places(text, `${at}${name}.`)
      : [`${at}${name}: ${text === '' ? 'empty' : typeof text}`],
  );

test('the page says everything in both languages', () => {
  expect(places(zh)).toEqual(places(en));
  expect(places(en).filter((place) => place.endsWith('empty'))).toEqual([]);
});
