import assert from "node:assert/strict";
import { test } from "node:test";
import { account, all, client, gpt, group, onDemand, polling, refused } from "./azure.mjs";

const { deployments } = client();
const name = "assistant";

const put = (body, as = name) => deployments.beginCreateOrUpdateAndWait(group, account, as, body, polling);

test("a standard deployment is ready at once", async () => {
  const body = { ...onDemand(10, { versionUpgradeOption: "NoAutoUpgrade" }), tags: { team: "search" } };
  const made = await put(body);
  assert.ok(made.id.endsWith(`/accounts/${account}/deployments/${name}`), made.id);
  assert.equal(made.properties.provisioningState, "Succeeded");
  assert.deepEqual(made.sku, { name: "GlobalStandard", capacity: 10 });
  assert.deepEqual(made.properties.model, gpt);
  assert.equal(made.properties.versionUpgradeOption, "NoAutoUpgrade");
  assert.deepEqual(made.tags, { team: "search" });
  assert.ok(made.systemData.createdAt instanceof Date);
  assert.ok(made.properties.rateLimits.some((limit) => limit.key === "token" && limit.count === 10_000));
});

test("a list shows the same as GET", async () => {
  const got = await deployments.get(group, account, name);
  assert.deepEqual((await all(deployments.list(group, account))).find((d) => d.name === name), got);
});

test("PUT replaces everything, so that what is left out returns to its default", async () => {
  const { etag } = await deployments.get(group, account, name);
  const changed = await put(onDemand(20));
  assert.equal(changed.sku.capacity, 20);
  assert.equal(changed.properties.versionUpgradeOption, "OnceNewDefaultVersionAvailable");
  assert.equal(changed.tags, undefined);
  assert.notEqual(changed.etag, etag);
});

test("PATCH changes tags and capacity alone", async () => {
  const body = { tags: { team: "ads" }, sku: { name: "GlobalStandard", capacity: 30 } };
  const changed = await deployments.beginUpdateAndWait(group, account, name, body, polling);
  assert.equal(changed.sku.capacity, 30);
  assert.deepEqual(changed.tags, { team: "ads" });
  assert.deepEqual(changed.properties.model, gpt);
  assert.deepEqual(await deployments.get(group, account, name), changed);
});

test("the sizes of a deployment are listed", async () => {
  const sizes = await all(deployments.listSkus(group, account, name));
  assert.ok(sizes.some((size) => size.sku.name === "GlobalStandard" && size.capacity.maximum > 30));
});

test("what cannot be deployed is a RestError", async () => {
  const model = (changes) => ({ ...onDemand(1), properties: { model: { ...gpt, ...changes } } });
  await refused(put(model({ name: "gpt-99" }), "other"), 400, "DeploymentModelNotSupported", /gpt-99/);
  await refused(put(onDemand(5000), "other"), 400, "InsufficientQuota", /5000 new capacity/);
  await refused(put(onDemand(0), "other"), 400, "InvalidCapacity", /'0'/);
  await refused(put(onDemand(1), "-bad-"), 400, "InvalidResourceName", /-bad-/);
  const batch = { ...onDemand(1), sku: { name: "GlobalBatch", capacity: 1 } };
  await refused(put(batch), 400, "InvalidResourceProperties", /SKU/);
  const anthropic = model({ format: "Anthropic", name: "claude-opus-4-8", version: "1" });
  await refused(put(anthropic, "other"), 400, "InvalidModelProviderData", /organizationName/);
  await refused(deployments.get(group, account, "other"), 404, "ResourceNotFound", /deployments\/other/);
  await refused(deployments.get(group, "nobody", name), 404, "ParentResourceNotFound", /accounts\/nobody/);
});

test("a deployment is deleted once, and deleting it again is no error", async () => {
  await deployments.beginDeleteAndWait(group, account, name, polling);
  await refused(deployments.get(group, account, name), 404, "ResourceNotFound", /deployments\/assistant/);
  await deployments.beginDeleteAndWait(group, account, name, polling);
});
