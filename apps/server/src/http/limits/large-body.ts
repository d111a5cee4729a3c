import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

/** Files come in base64, a third longer than they are. */
const LARGEST_BYTES = 64 * 1024 * 1024;

/** A handler whose body may be large, because files are in it: up to 64 MB, where others take 1 MB. */
export const LargeBody = () => RouteConfig({ hasLargeBody: true });

/** A handler whose body is a file: it gets the bytes as they are, whatever their type is said to be; as many as `LargeBody` allows. */
export const FileBody = () => RouteConfig({ hasLargeBody: true, isFile: true });

/** A handler that takes forms with files in them, besides JSON: a file stands in its field in base64, and its name in `<field>_name`. */
export const FilesInForm = () => RouteConfig({ hasLargeBody: true, takesFiles: true });

/** Before there are routes. */
export function allowLargeBodies(server: FastifyInstance): void {
  server.addHook('onRoute', (route) => {
    if (route.config !== undefined && 'hasLargeBody' in route.config) route.bodyLimit = LARGEST_BYTES;
  });
}
