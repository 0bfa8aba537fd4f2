import assert from "node:assert/strict";
import { test } from "node:test";
import { all, client, gpt, location, refused } from "./azure.mjs";

const { locationBasedModelCapacities, modelCapacities, models, usages } = client();

test("the models of a location say what they cost in quota, how much may be taken, and when they end", async () => {
  const listed = await all(models.list(location));
  assert.ok(listed.length > 60, `there are ${listed.length}`);
  const kinds = listed.filter(({ model: m }) => m.name === gpt.name && m.version === gpt.version).map((m) => m.kind);
  assert.deepEqual(kinds.sort(), ["AIServices", "OpenAI"]);
  const { model } = listed.find(({ model: m }) => m.name === gpt.name);
  assert.equal(model.lifecycleStatus, "GenerallyAvailable");
  assert.ok(Date.parse(model.deprecation.inference));
  const sku = model.skus.find((s) => s.name === "GlobalProvisionedManaged");
  assert.equal(sku.usageName, "OpenAI.GlobalProvisionedManaged");
  assert.deepEqual([sku.capacity.minimum, sku.capacity.step], [15, 5]);
  assert.ok(sku.deprecationDate instanceof Date);
});

test("every quota of a location has a use and a limit", async () => {
  const listed = await all(usages.list(location));
  const quota = listed.find((u) => u.name.value === "OpenAI.GlobalStandard.gpt-5.4");
  assert.equal(quota.unit, "Count");
  assert.ok(quota.limit > 0 && quota.currentValue >= 0);
  assert.ok(quota.name.localizedValue);
});

test("free capacity is found in one location and in all", async () => {
  const query = [gpt.format, gpt.name, gpt.version];
  const here = await all(locationBasedModelCapacities.list(location, ...query));
  assert.ok(here.some((c) => c.properties.skuName === "GlobalStandard" && c.properties.availableCapacity > 0));
  const everywhere = await all(modelCapacities.list(...query));
  assert.ok(new Set(everywhere.map((c) => c.location)).size > 1);
});

test("an unknown location is a RestError", async () => {
  await refused(all(models.list("atlantis")), 400, "LocationNotAvailableForResourceType", /atlantis/);
});
