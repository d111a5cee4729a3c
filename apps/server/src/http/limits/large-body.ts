import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

/** Base64 makes files a third longer. */
const LARGEST_BYTES = 64 * 1024 * 1024;

/** For a handler whose body contains files: up to 64 MB, where others take 1 MB. */
export const LargeBody = () => RouteConfig({ hasLargeBody: true });

/** For a handler whose body is a file: it gets the bytes whatever their type; as many as `LargeBody` allows. */
export const FileBody = () => RouteConfig({ hasLargeBody: true, isFile: true });

/** Call it before routes are registered. */
export function allowLargeBodies(server: FastifyInstance): void {
  server.addHook('onRoute', (route) => {
    if (route.config !== undefined && 'hasLargeBody' in route.config) route.bodyLimit = LARGEST_BYTES;
  });
}
