import assert from "node:assert/strict";
import { test } from "node:test";
import { account, client, group, onDemand, polling, provisioned, recorder, refused } from "./azure.mjs";
import { heldUrl, pass } from "./clock.mjs";

const { deployments } = client();
const held = client(heldUrl).deployments;
const name = "reserved";
const where = [group, account, name];

test("provisioned throughput takes its time, and the poller follows it to the end", async () => {
  const [answers, onResponse] = recorder();
  const poller = await deployments.beginCreateOrUpdate(...where, provisioned(15), { ...polling, onResponse });
  assert.equal(answers[0].status, 201);
  assert.match(answers[0].headers.get("azure-asyncoperation"), /\/operationResults\//);
  assert.equal(JSON.parse(answers[0].bodyAsText).properties.provisioningState, "Creating");
  const made = await poller.pollUntilDone();
  assert.equal(poller.getOperationState().status, "succeeded");
  assert.equal(made.properties.provisioningState, "Succeeded");
  assert.deepEqual(made.sku, { name: "GlobalProvisionedManaged", capacity: 15 });
});

test("PATCH, which is polled by its Location, scales it", async () => {
  const [answers, onResponse] = recorder();
  const body = { sku: { name: "GlobalProvisionedManaged", capacity: 25 } };
  const changed = await deployments.beginUpdateAndWait(...where, body, { ...polling, onResponse });
  assert.equal(answers[0].status, 202);
  assert.match(answers[0].headers.get("location"), /\/operationResults\//);
  assert.equal(changed.sku.capacity, 25);
  assert.equal(changed.properties.provisioningState, "Succeeded");
});

test("units off the step and below the minimum are refused", async () => {
  const put = (units) => deployments.beginCreateOrUpdateAndWait(...where, provisioned(units), polling);
  await refused(put(27), 400, "InvalidCapacity", /steps of 5/);
  await refused(put(10), 400, "InvalidCapacity", /at least 15/);
});

test("it is deleted at once", async () => {
  await deployments.beginDeleteAndWait(...where, polling);
  await refused(deployments.get(...where), 404, "ResourceNotFound", /reserved/);
});

test("while it is made the account refuses other writes, and another process can take over the poller", async () => {
  const poller = await held.beginCreateOrUpdate(...where, provisioned(15), polling);
  assert.equal(poller.isDone(), false);
  assert.equal((await held.get(...where)).properties.provisioningState, "Creating");
  const other = held.beginCreateOrUpdateAndWait(group, account, "other", onDemand(1), polling);
  await refused(other, 409, "RequestConflict", /Please try again later/);
  await refused(held.beginDeleteAndWait(...where, polling), 409, "RequestConflict", /Please try again later/);
  await pass("2h");
  const resumeFrom = poller.toString();
  const resumed = await held.beginCreateOrUpdate(...where, provisioned(15), { ...polling, resumeFrom });
  assert.equal((await resumed.pollUntilDone()).properties.provisioningState, "Succeeded");
});

test("while it is scaled it serves what it had", async () => {
  const poller = await held.beginCreateOrUpdate(...where, provisioned(20), polling);
  const meanwhile = await held.get(...where);
  assert.equal(meanwhile.properties.provisioningState, "Updating");
  assert.equal(meanwhile.properties.currentCapacity, 15);
  await pass("2h");
  assert.equal((await poller.pollUntilDone()).properties.currentCapacity, 20);
});
