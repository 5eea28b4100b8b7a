// Verifies webhooks with the libraries of others: node verify.js, with a JSON list of webhooks on standard input.
// A webhook is {secret, id, timestamp, signature, body (base64), now (seconds since 1970)}. For each the output has, by library,
// {accepted, problem, signature}; the last is what the library itself would sign with the secret.
"use strict";

const libraries = {
  standardwebhooks: require("standardwebhooks").Webhook,
  svix: require("svix").Webhook,
};

function verify(Webhook, { secret, id, timestamp, signature, body, now }) {
  Date.now = () => now * 1000;
  const webhook = new Webhook(secret);
  const content = Buffer.from(body, "base64");
  const verdict = { accepted: true, problem: null, signature: webhook.sign(id, new Date(timestamp * 1000), content) };
  try {
    webhook.verify(content, { "webhook-id": id, "webhook-timestamp": `${timestamp}`, "webhook-signature": signature });
  } catch (refused) {
    // What was verified is parsed, which an empty body cannot be.
    if (refused.name === "WebhookVerificationError") {
      Object.assign(verdict, { accepted: false, problem: refused.message });
    } else if (!(refused instanceof SyntaxError)) {
      throw refused;
    }
  }

  return verdict;
}

const webhooks = JSON.parse(require("fs").readFileSync(0, "utf8"));
const verdicts = webhooks.map((webhook) =>
  Object.fromEntries(Object.entries(libraries).map(([name, Webhook]) => [name, verify(Webhook, webhook)])));
console.log(JSON.stringify(verdicts));
