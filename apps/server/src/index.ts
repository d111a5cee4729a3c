export { createServer, type RunningServer } from './create-server.js';
export { settingsOf, type SettingName } from './settings/read-settings.js';
export type { Settings } from './settings/settings.js';
