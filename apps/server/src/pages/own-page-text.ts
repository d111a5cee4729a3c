import type { DeliveryRow, EventRow } from '#dispatcher';
import type { Links } from '#payloads';
import { VERSION } from '../process/version.js';

export const startPage = ({ base }: Links): string => `atomgit-mock ${VERSION} at ${base}

Register a webhook, push, and see what arrives:

git clone ${base}/demo/demo.git
curl ${base}/api/v5/repos/demo/demo/hooks -d url=http://127.0.0.1:8000/
git -C demo commit --allow-empty -m hello && git -C demo push

Every delivery: ${base}/_mock/deliveries
Every address:  ${base}/_mock
The API:        ${base}/_mock/docs
`;

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
