/** By file extension, in lower case; prose and data formats are no languages here, as on code hosts. */
const ENDINGS: Readonly<Record<string, string>> = {
  Ada: 'adb ads',
  Assembly: 'asm s',
  Astro: 'astro',
  Batchfile: 'bat cmd',
  C: 'c h',
  'C#': 'cs',
  'C++': 'cc cpp cxx hh hpp hxx inl',
  CMake: 'cmake',
  CSS: 'css',
  Cangjie: 'cj',
  Clojure: 'clj cljc cljs',
  CoffeeScript: 'coffee',
  Crystal: 'cr',
  Cuda: 'cu cuh',
  D: 'd',
  Dart: 'dart',
  Dockerfile: 'dockerfile',
  Elixir: 'ex exs',
  Elm: 'elm',
  'Emacs Lisp': 'el',
  Erlang: 'erl hrl',
  'F#': 'fs fsi fsx',
  Fortran: 'f f03 f08 f90 f95 for',
  GLSL: 'frag glsl vert',
  Go: 'go',
  Gradle: 'gradle',
  Groovy: 'groovy',
  HCL: 'hcl tf tfvars',
  HTML: 'htm html xhtml',
  Handlebars: 'handlebars hbs',
  Haskell: 'hs lhs',
  Java: 'java',
  JavaScript: 'cjs js jsx mjs',
  Julia: 'jl',
  'Jupyter Notebook': 'ipynb',
  Kotlin: 'kt kts',
  Less: 'less',
  Lua: 'lua',
  MATLAB: 'm',
  Makefile: 'mak mk',
  Nim: 'nim',
  Nix: 'nix',
  OCaml: 'ml mli',
  'Objective-C++': 'mm',
  PHP: 'php phtml',
  PLSQL: 'pck pkb pks plsql',
  Pascal: 'dpr pas pp',
  Perl: 'pl pm t',
  PowerShell: 'ps1 psd1 psm1',
  Prolog: 'pro prolog',
  Pug: 'jade pug',
  Puppet: 'epp',
  Python: 'py pyi pyw pyx',
  QML: 'qml',
  R: 'r',
  Racket: 'rkt',
  Ruby: 'gemspec rake rb',
  Rust: 'rs',
  SCSS: 'scss',
  SQL: 'sql',
  Sass: 'sass',
  Scala: 'sbt scala',
  Scheme: 'scm ss',
  Shell: 'bash ksh sh zsh',
  Smarty: 'tpl',
  Solidity: 'sol',
  Starlark: 'bzl star',
  Stylus: 'styl',
  Svelte: 'svelte',
  Swift: 'swift',
  SystemVerilog: 'sv svh',
  Tcl: 'tcl',
  TeX: 'cls sty tex',
  Thrift: 'thrift',
  TypeScript: 'cts mts ts tsx',
  VHDL: 'vhd vhdl',
  Verilog: 'v vh',
  'Vim Script': 'vim',
  'Visual Basic .NET': 'vb',
  Vue: 'vue',
  WebAssembly: 'wat wast',
  XSLT: 'xsl xslt',
  Zig: 'zig',
};

/** Files known by their whole name. */
const NAMES: Readonly<Record<string, string>> = {
  Dockerfile: 'containerfile dockerfile',
  Groovy: 'jenkinsfile',
  Makefile: 'gnumakefile makefile',
  Ruby: 'gemfile rakefile vagrantfile',
  Starlark: 'build.bazel workspace',
  CMake: 'cmakelists.txt',
};

/** Vendored and generated files. */
const NOT_OWN = /(^|\/)(node_modules|vendor|third_party|dist)\/|[.-]min\.(js|css)$/i;

const inverted = (table: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(table).flatMap(([language, words]) =>
      words.split(' ').map((word) => [word, language] as const),
    ),
  );

const byEnding = inverted(ENDINGS);
const byName = inverted(NAMES);

/** @returns the language of a file, as code hosts name it; null for prose, data, and vendored or generated files */
export function languageOf(path: string): string | null {
  if (NOT_OWN.test(path)) return null;
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const ending = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : '';
  return byName.get(name) ?? byEnding.get(ending) ?? null;
}
