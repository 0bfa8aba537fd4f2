import assert from "node:assert/strict";
import { test } from "node:test";
import { account, client, group, onDemand, polling, provisioned, refused } from "./azure.mjs";
import { heldUrl } from "./clock.mjs";

// The held sandbox has two faults: what is named "doomed" fails after its create, and the first look at "throttled"
// is refused for a second.
const { deployments } = client(heldUrl);

test("a create that fails is told by the poller, and leaves what failed behind", async () => {
  const create = deployments.beginCreateOrUpdateAndWait(group, account, "doomed", provisioned(15), polling);
  await assert.rejects(create, /operation has failed.*DeploymentFailed.*ended in state Failed/);
  assert.equal((await deployments.get(group, account, "doomed")).properties.provisioningState, "Failed");
  await deployments.beginDeleteAndWait(group, account, "doomed", polling);
  await refused(deployments.get(group, account, "doomed"), 404, "ResourceNotFound", /doomed/);
});

test("the client waits as long as Retry-After says, and asks again", async () => {
  await deployments.beginCreateOrUpdateAndWait(group, account, "throttled", onDemand(1), polling);
  const started = performance.now();
  assert.equal((await deployments.get(group, account, "throttled")).name, "throttled");
  assert.ok(performance.now() - started >= 950, `it took ${performance.now() - started} ms`);
});
