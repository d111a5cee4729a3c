import type { HLJSApi, LanguageFn } from 'highlight.js';

type Load = () => Promise<{ readonly default: LanguageFn }>;

/** Each is loaded once a file needs it. */
const LANGUAGES: Readonly<Record<string, Load>> = {
  bash: () => import('highlight.js/lib/languages/bash'),
  c: () => import('highlight.js/lib/languages/c'),
  cpp: () => import('highlight.js/lib/languages/cpp'),
  css: () => import('highlight.js/lib/languages/css'),
  go: () => import('highlight.js/lib/languages/go'),
  ini: () => import('highlight.js/lib/languages/ini'),
  java: () => import('highlight.js/lib/languages/java'),
  javascript: () => import('highlight.js/lib/languages/javascript'),
  json: () => import('highlight.js/lib/languages/json'),
  markdown: () => import('highlight.js/lib/languages/markdown'),
  python: () => import('highlight.js/lib/languages/python'),
  rust: () => import('highlight.js/lib/languages/rust'),
  sql: () => import('highlight.js/lib/languages/sql'),
  typescript: () => import('highlight.js/lib/languages/typescript'),
  xml: () => import('highlight.js/lib/languages/xml'),
  yaml: () => import('highlight.js/lib/languages/yaml'),
};

const ENDINGS: Readonly<Record<string, keyof typeof LANGUAGES>> = {
  sh: 'bash',
  h: 'c',
  c: 'c',
  cc: 'cpp',
  cpp: 'cpp',
  hpp: 'cpp',
  css: 'css',
  go: 'go',
  ini: 'ini',
  toml: 'ini',
  java: 'java',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascript',
  json: 'json',
  md: 'markdown',
  py: 'python',
  rs: 'rust',
  sql: 'sql',
  ts: 'typescript',
  tsx: 'typescript',
  html: 'xml',
  svelte: 'xml',
  vue: 'xml',
  svg: 'xml',
  xml: 'xml',
  yml: 'yaml',
  yaml: 'yaml',
};

/** A piece of a line, and what it is: a class of `code.css`. */
export interface Piece {
  readonly text: string;
  readonly kind: string;
}

/** More than that takes the browser too long. */
const LONGEST = 500_000;

/** @returns the lines of a file in pieces; null where it has no colours: its language is not known, or it is too long */
export async function colouredLines(
  path: string,
  text: string,
): Promise<readonly (readonly Piece[])[] | null> {
  const name = ENDINGS[path.split('.').at(-1)?.toLowerCase() ?? ''];
  const load = name === undefined ? undefined : LANGUAGES[name];
  if (name === undefined || load === undefined || text.length > LONGEST) return null;
  const [{ default: core }, { default: language }] = await Promise.all([
    import('highlight.js/lib/core'),
    load(),
  ]);
  if (core.getLanguage(name) === undefined) core.registerLanguage(name, language);
  return linesOf(core, text, name);
}

interface Node {
  readonly scope?: string;
  readonly children: readonly (Node | string)[];
}

/** Of the tree that the library makes, not of its HTML: what is in a file is text, whatever it looks like. */
function linesOf(core: HLJSApi, text: string, language: string): readonly (readonly Piece[])[] {
  const { _emitter: emitter } = core.highlight(text, { language, ignoreIllegals: true });
  const lines: Piece[][] = [[]];
  const walk = (node: Node, kind: string) => {
    for (const child of node.children)
      if (typeof child === 'string') append(child, kind);
      else walk(child, child.scope?.split('.', 1)[0] ?? kind);
  };
  const append = (piece: string, kind: string) => {
    for (const [index, part] of piece.split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push({ text: part, kind });
    }
  };
  if ('rootNode' in emitter && isNode(emitter.rootNode)) walk(emitter.rootNode, '');
  return lines;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'children' in value && Array.isArray(value.children);
