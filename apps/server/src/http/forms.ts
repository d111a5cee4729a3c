import { parse } from 'node:querystring';
import { ForgeError } from '#domain';

/** The fields of an `application/x-www-form-urlencoded` body. */
export const formFields = (text: string): unknown =>
  fieldsOf(
    Object.entries(parse(text)).flatMap(([name, value]) =>
      [value ?? ''].flat().map((each): readonly [string, string] => [name, each]),
    ),
  );

/**
 * The fields of a `multipart/form-data` body. A file becomes base64 in its field, with its name in `<field>_name`.
 * @throws ForgeError `malformed`
 */
export async function multipartFields(body: Buffer, type: string): Promise<unknown> {
  const response = new Response(body, { headers: { 'Content-Type': type } });
  const fields: [string, string][] = [];
  for (const [name, value] of await response.formData().catch(unreadable)) {
    if (typeof value === 'string') fields.push([name, value]);
    else {
      const bytes = Buffer.from(await value.arrayBuffer());
      fields.push([name, bytes.toString('base64')], [`${name}_name`, value.name]);
    }
  }
  return fieldsOf(fields);
}

/** A name that comes more than once is a list, and so is one like `labels[]`. */
function fieldsOf(pairs: readonly (readonly [string, string])[]): Record<string, string | string[]> {
  const lists = Map.groupBy(pairs, ([name]) => name.replace(/\[\]$/, ''));
  return Object.fromEntries(
    Array.from(lists, ([name, values]) => {
      const [[first, value] = [name, ''], ...others] = values;
      const isList = others.length > 0 || first !== name;
      return [name, isList ? values.map(([, each]) => each) : value];
    }),
  );
}

function unreadable(): never {
  throw new ForgeError('malformed', 'The body is not valid multipart/form-data');
}
