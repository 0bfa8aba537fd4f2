import assert from "node:assert/strict";
import { before, test } from "node:test";
import { getContinuationToken } from "@azure/arm-cognitiveservices";
import { account, client, group, onDemand, polling } from "./azure.mjs";
import { heldUrl } from "./clock.mjs";

const { deployments } = client(heldUrl);
const names = ["one", "two", "three", "four", "five"].map((n) => `page-${n}`);

before(async () => {
  for (const name of names) {
    await deployments.beginCreateOrUpdateAndWait(group, account, name, onDemand(1), polling);
  }
});

test("the client follows the links from page to page", async () => {
  const sizes = [];
  const found = [];
  for await (const page of deployments.list(group, account).byPage()) {
    sizes.push(page.length);
    found.push(...page);
  }
  assert.deepEqual(sizes, [2, 2, 1]);
  assert.deepEqual(found.map((d) => d.name).sort(), [...names].sort());
});

test("a continuation token goes on in a later call", async () => {
  const first = await deployments.list(group, account).byPage().next();
  const continuationToken = getContinuationToken(first.value);
  assert.ok(continuationToken.startsWith(`${heldUrl}/subscriptions/`), continuationToken);
  const rest = [];
  for await (const page of deployments.list(group, account).byPage({ continuationToken })) rest.push(...page);
  assert.equal(rest.length, 3);
  assert.deepEqual([...first.value, ...rest].map((d) => d.name).sort(), [...names].sort());
});
