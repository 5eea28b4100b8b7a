// Receives webhooks of the Hub, verifies their signatures (Standard Webhooks) and prints each event. Needs Node.js only:
//
//   WEBHOOK_SECRET=whsec_... node receiver.mjs [PORT]
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const toleranceSeconds = 300;
const maxBytes = 1024 * 1024;
const port = Number(process.argv[2] ?? 8099);

// While a secret is rotated, give both, separated by a space.
const keys = (process.env.WEBHOOK_SECRET ?? '').split(' ').filter(Boolean).map(secret => Buffer.from(secret.replace(/^whsec_/, ''), 'base64'));
if (keys.length === 0) {
  console.error('Set WEBHOOK_SECRET to the secret that the Hub showed when the webhook was created (whsec_...).');
  process.exit(2);
}

// An event may come again: the id tells. A real receiver keeps the ids in its database.
const seen = new Set();

function verify(headers, body) {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  if (!id || !timestamp || !(Math.abs(Date.now() / 1000 - Number(timestamp)) <= toleranceSeconds)) {
    return false;
  }

  const given = (headers['webhook-signature'] ?? '').split(' ').map(signature => Buffer.from(signature));
  return keys.some(key => {
    const digest = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
    const expected = Buffer.from(`v1,${digest}`);
    return given.some(signature => signature.length === expected.length && timingSafeEqual(signature, expected));
  });
}

createServer((request, response) => {
  const chunks = [];
  let bytes = 0;
  request.on('data', chunk => {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      response.writeHead(413, { connection: 'close' }).end();
      request.destroy();
      return;
    }

    chunks.push(chunk);
  });
  request.on('end', () => {
    // The bytes that were received are verified, not what a parser makes of them.
    const body = Buffer.concat(chunks);
    if (!verify(request.headers, body)) {
      console.error('Refused: the signature is not valid.');
      response.writeHead(401).end('The signature is not valid.');
      return;
    }

    response.writeHead(204).end();
    const event = JSON.parse(body.toString('utf8'));
    console.log(`${seen.has(event.id) ? 'again' : 'event'} ${event.type} ${event.id} ${JSON.stringify(event.data)}`);
    seen.add(event.id);
  });
}).listen(port, '127.0.0.1', function () {
  console.error(`Listening on http://127.0.0.1:${this.address().port}`);
});
