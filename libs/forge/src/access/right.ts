/**
 * What somebody may want to do with a repository. Which permission grants which right is decided by `Access` alone.
 * `read`: see it and what belongs to it. `push`: move its refs, change what others wrote. `administer`: hooks, members, its end.
 */
export type Right = 'read' | 'push' | 'administer';
