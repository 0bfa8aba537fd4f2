import assert from "node:assert/strict";
import { test } from "node:test";
import { account, all, client, group, location, polling, recorder, refused } from "./azure.mjs";

const { raiBlocklists, raiBlocklistItems, raiContentFilters, raiPolicies } = client();
const name = "words";

const items = Array.from({ length: 40 }, (_, i) => ({
  name: `item-${String(i).padStart(2, "0")}`,
  properties: { pattern: i ? `word ${i}` : "wor+d", isRegex: i === 0 },
}));

const listed = async () => all(raiBlocklistItems.list(group, account, name));

test("a blocklist is made, read and changed", async () => {
  const body = { properties: { description: "for tests" }, tags: { team: "search" } };
  const made = await raiBlocklists.createOrUpdate(group, account, name, body);
  assert.equal(made.properties.description, "for tests");
  assert.deepEqual(made.tags, { team: "search" });
  assert.deepEqual(await raiBlocklists.get(group, account, name), made);
  assert.deepEqual(await all(raiBlocklists.list(group, account)), [made]);
  const changed = await raiBlocklists.createOrUpdate(group, account, name, { properties: {} });
  assert.equal(changed.properties.description, undefined);
  assert.equal(changed.tags, undefined);
  assert.notEqual(changed.etag, made.etag);
});

test("items are added in a batch, listed and changed one by one", async () => {
  const blocklist = await raiBlocklistItems.batchAdd(group, account, name, items);
  assert.equal(blocklist.name, name);
  assert.deepEqual((await listed()).map(({ name, properties }) => ({ name, properties })), items);
  const properties = { pattern: "another", isRegex: false };
  const changed = await raiBlocklistItems.createOrUpdate(group, account, name, "item-01", { properties });
  assert.deepEqual(changed.properties, properties);
  assert.deepEqual(await raiBlocklistItems.get(group, account, name, "item-01"), changed);
});

test("items are deleted in a batch, and one by one", async () => {
  await raiBlocklistItems.batchDelete(group, account, name, items.slice(0, 30).map((item) => item.name));
  assert.equal((await listed()).length, 10);
  await raiBlocklistItems.beginDeleteAndWait(group, account, name, "item-39", polling);
  await refused(raiBlocklistItems.get(group, account, name, "item-39"), 404, "ResourceNotFound", /item-39/);
  await refused(raiBlocklistItems.batchDelete(group, account, name, ["item-39"]), 404, "ResourceNotFound", /item-39/);
  assert.equal((await listed()).length, 9);
});

test("a pattern that cannot be is a RestError that does not repeat it", async () => {
  const properties = { pattern: "(secret", isRegex: true };
  const put = raiBlocklistItems.createOrUpdate(group, account, name, "broken", { properties });
  await refused(put, 400, "InvalidResourceProperties", /^(?!.*secret).*'broken'/s);
});

test("a blocklist that a policy names is kept, and goes with its items when the policy is gone", async () => {
  const customBlocklists = [{ blocklistName: name, blocking: true, source: "Completion" }];
  const properties = { basePolicyName: "Microsoft.DefaultV2", contentFilters: [], customBlocklists };
  const policy = await raiPolicies.createOrUpdate(group, account, "named", { properties });
  assert.deepEqual(policy.properties.customBlocklists, customBlocklists);
  const remove = (options) => raiBlocklists.beginDeleteAndWait(group, account, name, { ...polling, ...options });
  await refused(remove(), 400, "InvalidResourceProperties", /named/);
  await raiPolicies.beginDeleteAndWait(group, account, "named", polling);
  const [answers, onResponse] = recorder();
  await remove({ onResponse });
  assert.equal(answers[0].status, 202);
  assert.equal(answers.at(-1).status, 204);
  await refused(raiBlocklists.get(group, account, name), 404, "ResourceNotFound", /words/);
  await refused(listed(), 404, "ParentResourceNotFound", /words/);
});

test("the filters of a location tell which of them have levels", async () => {
  const filters = await all(raiContentFilters.list(location));
  const graded = filters.filter((filter) => filter.properties.isMultiLevelFilter).map((filter) => filter.name);
  assert.deepEqual(graded, ["Hate", "Sexual", "Violence", "Selfharm"]);
  const one = await raiContentFilters.get(location, "IndirectAttack");
  assert.deepEqual(one.properties, { name: "Indirect Attack", source: "Prompt", isMultiLevelFilter: false });
});
