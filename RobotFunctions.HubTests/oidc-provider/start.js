// Starts an OpenID Connect provider on a free port of loopback: node start.js ACCOUNTS, where ACCOUNTS is JSON: {"login": {"claim": "value"}}.
// It takes any password, and ends with whoever started it, killed or not: their end closes the pipe. Each line of input replaces the accounts.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { Provider } from 'oidc-provider';

let people = JSON.parse(process.argv[2]);
createInterface({ input: process.stdin }).on('line', line => { people = JSON.parse(line); console.log('accounts replaced'); }).on('close', () => process.exit());

const server = createServer().listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    // A native client may be on any port of loopback (RFC 8252, 7.3).
    clients: [{ client_id: 'hub', client_secret: 'a secret of the tests', application_type: 'native', redirect_uris: ['http://127.0.0.1/sign-in/oidc/callback'] }],
    claims: { openid: ['sub', 'groups'], profile: ['preferred_username'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    // Off, so that the tests see what is asked for in the address.
    features: { pushedAuthorizationRequests: { enabled: false } },
    cookies: { keys: ['a key of the tests'] },
    findAccount: (_, id) => people[id] && { accountId: id, claims: async () => ({ sub: id, ...people[id] }) },
  });
  server.on('request', provider.callback());
  console.log(`listens on ${issuer}`);
});
