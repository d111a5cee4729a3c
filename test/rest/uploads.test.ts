import { expect, test } from 'vitest';
import { UploadedJson } from '../../apps/server/src/rest/uploads/upload-json.js';
import { start } from '../support/server/start.js';

const REPOSITORY = '/api/v5/repos/demo/demo';
const PIXEL = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 'base64');

test('pictures and files for comments are sent in JSON or in a form with a file, and are found at the address that is answered', async () => {
  const { api, localUrl } = await start();
  const image = `${REPOSITORY}/img/upload`;
  const sent = await api
    .post(image)
    .send({ body: PIXEL.toString('base64'), file_name: 'C:\\pictures\\Ein Bild.gif' })
    .expect(200);
  const { success, path, full_path: address } = UploadedJson().parse(sent.body);
  expect(success).toBe(true);
  expect(path).toMatch(/^\/uploads\/[0-9a-f]{32}\/Ein%20Bild\.gif$/);
  expect(address).toBe(`${localUrl}/demo/demo${path}`);
  const shown = await fetch(address);
  expect(shown.headers.get('content-type')).toBe('image/gif');
  expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
  expect(Buffer.from(await shown.arrayBuffer())).toEqual(PIXEL);

  const inForm = await api.post(image).attach('file', PIXEL, 'pixel.gif').expect(200);
  expect(UploadedJson().parse(inForm.body).path).toMatch(/\/pixel\.gif$/);
  const asUrl = `data:image/gif;base64,${PIXEL.toString('base64')}`;
  await api.post(image).type('form').send({ body: asUrl, file_name: 'pixel.gif' }).expect(200);

  const page = Buffer.from('<script>alert(1)</script>');
  const file = await api
    .post(`${REPOSITORY}/file/upload`)
    .field('note', 'for #1')
    .attach('file', page, 'page.html')
    .expect(200);
  const html = await fetch(UploadedJson().parse(file.body).full_path);
  expect(html.headers.get('content-type')).toBe('application/octet-stream');
  expect(Buffer.from(await html.arrayBuffer())).toEqual(page);
});

test('an upload without a valid file or to an unknown repository is refused', async () => {
  const { api } = await start();
  const image = `${REPOSITORY}/img/upload`;
  const refused = await api.post(image).send({ file_name: 'a.png' }).expect(422);
  expect(refused.body.message).toContain('body is missing');
  await api.post(image).send({ body: '§', file_name: 'a.png' }).expect(422);
  await api.post(`${REPOSITORY}/file/upload`).send({}).expect(422);
  const broken = { 'Content-Type': 'multipart/form-data; boundary=x' };
  await api.post(`${REPOSITORY}/file/upload`).set(broken).send('--x\r\nnothing').expect(400);
  await api.post('/api/v5/repos/demo/none/img/upload').send({ body: 'YQ==', file_name: 'a.png' }).expect(404);
  await api.get('/demo/demo/uploads/0123456789abcdef0123456789abcdef/a.png').expect(404);
});

test('in strict, files need read access to the repository', async () => {
  const { api } = await start({ settings: { auth: 'strict' } });
  const asOwner = { 'PRIVATE-TOKEN': 'atomgit-token' };
  const asLin = { 'PRIVATE-TOKEN': 'lin-token' };
  await api.post('/_mock/users').set(asOwner).send({ login: 'lin', token: 'lin-token' }).expect(201);
  const fields = { body: 'YQ==', file_name: 'a.png' };
  await api.post(`${REPOSITORY}/img/upload`).send(fields).expect(401);
  await api.post(`${REPOSITORY}/img/upload`).set(asLin).send(fields).expect(404);
  const { body } = await api.post(`${REPOSITORY}/img/upload`).set(asOwner).send(fields).expect(200);
  const { pathname } = new URL(String(body.full_path));
  await api.get(pathname).set(asLin).expect(404);
  const own = await api.get(pathname).set(asOwner).expect(200);
  expect(own.body).toEqual(Buffer.from('a'));
});
