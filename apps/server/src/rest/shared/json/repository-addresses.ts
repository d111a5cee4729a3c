import { z } from 'zod';
import type { RepositoryDetails } from '#forge';
import type { Links } from '#payloads';

/** What clients need next of a repository that they have just made; the reference's samples of those answers lack it. */
export const AddressesJson = () =>
  z.strictObject({
    html_url: z.string(),
    web_url: z.string(),
    ssh_url_to_repo: z.string(),
    http_url_to_repo: z.string(),
    default_branch: z.string(),
  });
type AddressesJson = z.output<ReturnType<typeof AddressesJson>>;

export const addressesJson = ({ repository }: RepositoryDetails, links: Links): AddressesJson => ({
  html_url: links.web(repository),
  web_url: links.web(repository),
  ssh_url_to_repo: links.scp(repository),
  http_url_to_repo: links.http(repository),
  default_branch: repository.defaultBranch,
});
