import { serverUrl } from '../../router/base.js';
import { withToken } from '../../api/with-token.js';
import type { DeliverySummary } from '../../api/types.js';
import { pathText, type JsonLine } from '../../json/json-lines.js';

const waitUrl = (query: string): string => withToken(`${serverUrl()}/_mock/deliveries/wait?${query}`);

/** The call that waits for such a delivery, told by one value of its payload. */
export function waitCall({ event }: DeliverySummary, { path, text, kind }: JsonLine): string {
  const value = kind === 'string' ? String(JSON.parse(text)) : text;
  const query = new URLSearchParams({ event, [`body.${pathText(path)}`]: value });
  return `curl '${waitUrl(String(query))}'`;
}

/** A test that wants the same delivery, with the library in Vitest. */
export const asVitest = ({
  event,
  repository,
}: DeliverySummary): string => `import { expect, test } from 'atomgit-mock/vitest';

test('a push reaches the receiver', async ({ atomgit }) => {
  const repo = await atomgit.repository('${repository}');
  const inbox = await atomgit.inbox();
  await repo.hook(inbox.url);
  // What is to happen, such as: await repo.commit({ 'README.md': 'hi' });
  const delivery = await inbox.next('${event}');
  expect(delivery.body).toMatchObject({});
});
`;

/** The same against a running server, in pytest. */
export const asPytest = ({ event, repository }: DeliverySummary): string => `import json
import urllib.parse
import urllib.request


def test_delivery_arrives():
    query = urllib.parse.urlencode({
        "event": ${JSON.stringify(event)},
        "repository": ${JSON.stringify(repository)},
        "status": "delivered",
        "timeout": "5s",
    })
    with urllib.request.urlopen(f"${waitUrl('{query}')}") as answer:
        found = json.load(answer)
    assert found["items"]
`;
