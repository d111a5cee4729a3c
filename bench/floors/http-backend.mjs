// Floor B: git's own CGI program behind the least that can be called a CGI server. URL paths are folders on the disk.
import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { serve } from './serve.mjs';

const HEAD_END = '\r\n\r\n';
// As web servers are configured; `git http-backend` would put one more process in between.
const PROGRAM = join(execFileSync('git', ['--exec-path']).toString().trim(), 'git-http-backend');

serve((request, response) => {
  const child = spawn(PROGRAM, {
    env: { ...process.env, ...cgiVariables(request) },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.pipe(child.stdin);
  relay(child.stdout, response);
});

function cgiVariables(request) {
  const [path, query = ''] = request.url.split('?');
  const { headers } = request;
  return {
    GIT_PROJECT_ROOT: '/',
    GIT_HTTP_EXPORT_ALL: '1',
    GIT_PROTOCOL: headers['git-protocol'] ?? '',
    REQUEST_METHOD: request.method,
    PATH_INFO: path,
    QUERY_STRING: query,
    CONTENT_TYPE: headers['content-type'] ?? '',
    // Empty when the body comes in chunks: it then goes on to the end.
    CONTENT_LENGTH: headers['content-length'] ?? '',
  };
}

/** Turns a CGI program's header lines into HTTP's, and passes on the rest as it comes. */
function relay(output, response) {
  let head = Buffer.alloc(0);
  output.on('data', function readHead(chunk) {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf(HEAD_END);
    if (end === -1) return;
    output.off('data', readHead);
    const lines = head.subarray(0, end).toString().split('\r\n');
    for (const [name, value] of lines.map((line) => line.split(': '))) {
      if (name === 'Status') response.statusCode = Number.parseInt(value, 10);
      else response.setHeader(name, value);
    }
    response.write(head.subarray(end + HEAD_END.length));
    output.pipe(response);
  });
}
