import { StandardSchemaValidationPipe } from '@nestjs/common';
import { ForgeError } from '#domain';

/**
 * Nest's pipe deletes the fields `constructor`, `prototype` and `__proto__` at any depth: a condition would match everything,
 * a file would be missing from a commit. Only the last can do harm, and it is refused.
 */
export class ValidationPipe extends StandardSchemaValidationPipe {
  /** @throws ForgeError `invalid` */
  protected override stripProtoKeys(value: unknown): void {
    const left = [value];
    while (left.length > 0) {
      const each = left.pop();
      if (typeof each !== 'object' || each === null || ArrayBuffer.isView(each)) continue;
      if (Object.hasOwn(each, '__proto__'))
        throw new ForgeError('invalid', 'no field may be called __proto__');
      for (const inner of Object.values(each)) left.push(inner);
    }
  }
}
