export { BareRepositories } from './bare-repositories.js';
export { CommitLog } from './commit-log.js';
export { Git } from './git.js';
export { GitModule } from './git.module.js';
export { GitSettings } from './git-settings.js';
export { GitTransport } from './git-transport.js';
export type { Exchange } from './git-transport.js';
export { Spool } from './spool.js';
export type { AcceptedPush } from './spool.js';
