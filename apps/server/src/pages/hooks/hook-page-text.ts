import { byFlag, fullName, type Repository } from '#domain';
import type { Links } from '#payloads';
import { maskedUrl, type Hook } from '#webhooks';

export const hooksPage = (repository: Repository, hooks: readonly Hook[], { base }: Links): string =>
  `${fullName(repository)}: ${hooks.length === 0 ? 'no webhooks' : 'webhooks'}
${hooks.map((hook) => `${hookLine(hook)}\n`).join('')}
${base}/api/v5/repos/${fullName(repository)}/hooks
`;

export const hookPage = (repository: Repository, hook: Hook, { base }: Links): string =>
  `${fullName(repository)}: webhook ${hookLine(hook)}
${hook.description === '' ? '' : `${hook.description}\n`}
${base}/_mock/deliveries?hook=${hook.id}
`;

const hookLine = (hook: Hook): string => {
  const triggers = Object.entries(byFlag((flag) => hook[flag])).filter(([, isOn]) => isOn);
  return `${hook.id}  ${maskedUrl(hook.url)}  ${triggers.map(([name]) => name).join(', ')}`;
};
