import type { DeliveryRow, EventRow } from '#dispatcher';
import type { Links } from '#payloads';
import { VERSION } from '../../process/version.js';

/** @param needsToken whether the server answers nobody without one */
export const startPage = ({ base }: Links, needsToken: boolean): string => `atomgit-mock ${VERSION} at ${base}

Register a webhook, push, and see what arrives:

${needsToken ? commandsWithToken(base) : commands(base)}
git -C demo commit --allow-empty -m hello && git -C demo push

Every delivery: ${base}/_mock/deliveries
Every address:  ${base}/_mock
The API:        ${base}/_mock/docs
`;

const commands = (base: string): string => `git clone ${base}/demo/demo.git
curl ${base}/api/v5/repos/demo/demo/hooks -d url=http://127.0.0.1:8000/`;

const commandsWithToken = (base: string): string => `TOKEN='a token of yours'
git clone "${base.replace('://', '://token:$TOKEN@')}/demo/demo.git"
curl -H "PRIVATE-TOKEN: $TOKEN" ${base}/api/v5/repos/demo/demo/hooks -d url=http://127.0.0.1:8000/`;

export const deliveryPage = (row: DeliveryRow, { base }: Links): string => `Delivery ${row.uuid}
${row.eventName} of ${row.repository} to hook ${row.hookId}
${row.status}${row.statusCode === null ? '' : `, ${row.statusCode}`}${row.error === null ? '' : `: ${row.error}`}

${base}/_mock/deliveries/${row.uuid}
`;

export const eventPage = (row: EventRow, { base }: Links): string => `Event ${row.id}: ${row.kind}
${row.repository}, ${row.happenedAt}

${base}/_mock/events/${row.id}
`;

/** What programs ask instead of an instrument's page. */
export const instrumentPage = (path: string, { base }: Links): string => `${base}${path}\n`;
