export type { Hook, Subscriptions } from './hook.js';
export { HookRow } from './hook.entity.js';
export { hookTarget, maskedUrl } from './hook-target.js';
export { Hooks } from './hooks.js';
export type { HookChoices } from './hooks.js';
export { HooksModule } from './hooks.module.js';
