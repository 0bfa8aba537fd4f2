import assert from "node:assert/strict";
import { test } from "node:test";
import { account, all, client, group, onDemand, polling, refused } from "./azure.mjs";

const { deployments, raiPolicies } = client();
const name = "strict";

const filters = [
  { name: "Hate", blocking: true, enabled: true, severityThreshold: "Low", source: "Prompt" },
  { name: "Jailbreak", blocking: true, enabled: true, source: "Prompt" },
];

const put = (contentFilters, as = name) =>
  raiPolicies.createOrUpdate(group, account, as, {
    properties: { basePolicyName: "Microsoft.DefaultV2", mode: "Blocking", contentFilters },
  });

test("a policy is made, read and changed", async () => {
  const made = await put(filters);
  assert.equal(made.properties.type, "UserManaged");
  assert.deepEqual(made.properties.contentFilters, filters);
  assert.deepEqual(await raiPolicies.get(group, account, name), made);
  const changed = await put([{ ...filters[0], severityThreshold: "Medium" }]);
  assert.equal(changed.properties.contentFilters[0].severityThreshold, "Medium");
});

test("the service's own policies are listed beside it, and cannot be changed", async () => {
  const listed = await all(raiPolicies.list(group, account));
  const types = Object.fromEntries(listed.map((p) => [p.name, p.properties.type]));
  assert.equal(types[name], "UserManaged");
  assert.equal(types["Microsoft.DefaultV2"], "SystemManaged");
  await refused(put(filters, "Microsoft.DefaultV2"), 400, "InvalidResourceProperties", /managed by the system/);
});

test("a filter that cannot be is a RestError", async () => {
  const graded = { ...filters[1], severityThreshold: "Low" };
  await refused(put([graded], "wrong"), 400, "Resource has invalid content filter", /Jailbreak/);
  await refused(raiPolicies.get(group, account, "wrong"), 404, "ResourceNotFound", /raiPolicies\/wrong/);
});

test("a policy in use is kept, and goes when its deployment is gone", async () => {
  const body = onDemand(1, { raiPolicyName: name });
  const deployed = await deployments.beginCreateOrUpdateAndWait(group, account, "guarded", body, polling);
  assert.equal(deployed.properties.raiPolicyName, name);
  const remove = () => raiPolicies.beginDeleteAndWait(group, account, name, polling);
  await refused(remove(), 400, "InvalidResourceProperties", /guarded/);
  await deployments.beginDeleteAndWait(group, account, "guarded", polling);
  await remove();
  await refused(raiPolicies.get(group, account, name), 404, "ResourceNotFound", /strict/);
});
