import assert from "node:assert/strict";
import { test } from "node:test";
import { account, client, credential, group, subscription, tenant } from "./azure.mjs";

test("the credential finds the token endpoint and gets a token of the tenant", async () => {
  const before = Date.now();
  const token = await credential().getToken(`${process.env.SANDBOX_URL}/.default`);
  assert.ok(token.expiresOnTimestamp > before + 30 * 60 * 1000, `it expires at ${token.expiresOnTimestamp}`);
  const claims = JSON.parse(Buffer.from(token.token.split(".")[1], "base64url"));
  assert.equal(claims.tid, tenant);
});

test("the client uses that token, and finds the account of a new sandbox", async () => {
  const got = await client().accounts.get(group, account);
  assert.equal(
    got.id,
    `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.CognitiveServices/accounts/${account}`,
  );
  assert.equal(got.kind, "AIServices");
  assert.equal(got.sku.name, "S0");
  assert.equal(got.properties.provisioningState, "Succeeded");
});

test("without a token the service asks for one", async () => {
  const { id } = await client().accounts.get(group, account);
  const answer = await fetch(`${process.env.SANDBOX_URL}${id}?api-version=2025-09-01`);
  assert.equal(answer.status, 401);
  assert.match(answer.headers.get("www-authenticate"), /^Bearer authorization_uri="https:/);
  assert.equal((await answer.json()).error.code, "AuthenticationFailed");
});
