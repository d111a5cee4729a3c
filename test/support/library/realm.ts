import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { compileFunction, createContext } from 'node:vm';

/**
 * A realm of its own, as Jest gives one to each file of tests: other `Error`, `Array` and `Object` than Node's own modules have. Files of `folder` are run
 * in it, all others outside.
 */
export class Realm {
  private readonly context: object;
  private readonly modules = new Map<string, { exports: unknown }>();

  constructor(
    private readonly folder: string,
    globals: Readonly<Record<string, unknown>>,
  ) {
    this.context = createContext({ ...globals });
    const own = new Set(
      Object.getOwnPropertyNames(compileFunction('return globalThis', [], this.inside())()),
    );
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(globalThis)))
      if (!own.has(name)) Object.defineProperty(this.context, name, property);
    Object.assign(this.context, { ArrayBuffer, Uint8Array });
  }

  /** Runs a module of CommonJS. @param file its absolute path @param code its text when it is no file */
  run(file: string, code = readFileSync(file, 'utf8')): unknown {
    const known = this.modules.get(file);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    this.modules.set(file, module);
    const outside = createRequire(file);
    const require = (name: string): unknown => {
      const found = outside.resolve(name);
      return found.startsWith(this.folder) && /\.c?js$/.test(found) ? this.run(found) : outside(name);
    };
    const names = ['module', 'exports', 'require', '__filename', '__dirname'];
    const body = compileFunction(code.replace(/^#!.*/, ''), names, { filename: file, ...this.inside() });
    body(module, module.exports, Object.assign(require, outside), file, dirname(file));
    return module.exports;
  }

  private inside() {
    return { parsingContext: this.context };
  }
}
