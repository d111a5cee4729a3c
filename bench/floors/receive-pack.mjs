// Floor A: the least that serves a push over HTTP: git itself, started twice. URL paths are folders on the disk.
import { spawn } from 'node:child_process';
import { serve } from './serve.mjs';

serve((request, response) => {
  const [, folder, route] = /^(.+)\/(info\/refs|git-receive-pack)/.exec(request.url);
  const isAdvertisement = route === 'info/refs';
  response.setHeader(
    'Content-Type',
    `application/x-git-receive-pack-${isAdvertisement ? 'advertisement' : 'result'}`,
  );
  if (isAdvertisement) response.write('001f# service=git-receive-pack\n0000');
  const child = spawn(
    'git',
    ['receive-pack', '--stateless-rpc', ...(isAdvertisement ? ['--http-backend-info-refs'] : []), folder],
    {
      env: { ...process.env, GIT_PROTOCOL: request.headers['git-protocol'] ?? '' },
      stdio: ['pipe', 'pipe', 'ignore'],
    },
  );
  request.pipe(child.stdin);
  child.stdout.pipe(response);
});
