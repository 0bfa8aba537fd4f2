import assert from "node:assert/strict";
import { test } from "node:test";
import { account, all, client, group, location, onDemand, polling, recorder, refused } from "./azure.mjs";
import { heldUrl, pass } from "./clock.mjs";

const { accounts, deletedAccounts, deployments } = client();
const name = "from-javascript";

function wanted(tags = { team: "search" }) {
  return { kind: "OpenAI", location, sku: { name: "S0" }, tags, properties: { customSubDomainName: name } };
}

test("an account is made by the poller, which sees it in progress first", async () => {
  const [answers, onResponse] = recorder();
  const made = await accounts.beginCreateAndWait(group, name, wanted(), { ...polling, onResponse });
  assert.equal(answers[0].status, 201);
  assert.match(answers[0].headers.get("azure-asyncoperation"), /\/operationResults\//);
  assert.equal(JSON.parse(answers[0].bodyAsText).properties.provisioningState, "Creating");
  assert.equal(made.name, name);
  assert.equal(made.properties.provisioningState, "Succeeded");
  assert.equal(made.properties.endpoint, `https://${name}.openai.azure.com/`);
  assert.deepEqual(made.tags, { team: "search" });
  assert.ok(made.systemData.createdAt instanceof Date);
  assert.deepEqual(await accounts.get(group, name), made);
});

test("while it is made it takes no deployments", async () => {
  const held = client(heldUrl);
  const poller = await held.accounts.beginCreate(group, name, wanted(), polling);
  assert.equal(poller.isDone(), false);
  const deploy = () => held.deployments.beginCreateOrUpdateAndWait(group, name, "early", onDemand(1), polling);
  await refused(deploy(), 409, "AccountProvisioningStateInvalid", /Creating/);
  await pass("2h");
  assert.equal((await poller.pollUntilDone()).properties.provisioningState, "Succeeded");
  assert.equal((await deploy()).properties.provisioningState, "Succeeded");
});

test("both lists name it", async () => {
  for (const list of [accounts.list(), accounts.listByResourceGroup(group)]) {
    assert.deepEqual((await all(list)).map((a) => a.name).sort(), [name, account]);
  }
});

test("PATCH changes tags, and PUT replaces them", async () => {
  const patched = await accounts.beginUpdateAndWait(group, name, { tags: { team: "ads", cost: "42" } }, polling);
  assert.deepEqual(patched.tags, { team: "ads", cost: "42" });
  const put = await accounts.beginCreateAndWait(group, name, wanted({ team: "maps" }), polling);
  assert.deepEqual(put.tags, { team: "maps" });
  assert.equal((await accounts.get(group, name)).properties.customSubDomainName, name);
});

test("keys, quotas and models are read for an account", async () => {
  assert.ok((await accounts.listKeys(group, name)).key1);
  const usages = (await accounts.listUsages(group, name)).value;
  assert.equal(usages.find((u) => u.name.value === "OpenAI.S0.AccountCount").currentValue, 1);
  const models = await all(accounts.listModels(group, name));
  assert.ok(models.some((m) => m.format === "OpenAI" && m.name === "gpt-5.4" && m.skus.length > 1));
});

test("what no account can be is a RestError", async () => {
  const create = (changes) => accounts.beginCreateAndWait(group, "refused", { ...wanted(), ...changes }, polling);
  await refused(create({ kind: "Nothing" }), 400, "InvalidApiSetId", /'Nothing'/);
  await refused(create({ sku: { name: "F0" } }), 400, "InvalidSkuId", /S0/);
  await refused(create({ location: "atlantis" }), 400, "LocationNotAvailableForResourceType", /atlantis/);
  await refused(create({}), 409, "CustomDomainInUse", /from-javascript/);
  await refused(accounts.get(group, "refused"), 404, "ResourceNotFound", /accounts\/refused/);
  await refused(accounts.get("nowhere", name), 404, "ResourceGroupNotFound", /nowhere/);
});

test("an account that holds deployments is not deleted", async () => {
  await deployments.beginCreateOrUpdateAndWait(group, name, "inside", onDemand(1), polling);
  await refused(accounts.beginDeleteAndWait(group, name, polling), 409, "CannotDeleteResource", /deployments\/inside/);
  await deployments.beginDeleteAndWait(group, name, "inside", polling);
});

test("a deleted account blocks its name until it is purged", async () => {
  await accounts.beginDeleteAndWait(group, name, polling);
  await refused(accounts.get(group, name), 404, "ResourceNotFound", /from-javascript/);
  await accounts.beginDeleteAndWait(group, name, polling); // deleting the deleted is no error
  assert.equal((await deletedAccounts.get(location, group, name)).name, name);
  assert.deepEqual((await all(deletedAccounts.list())).map((a) => a.name), [name]);
  await refused(accounts.beginCreateAndWait(group, name, wanted(), polling), 409, "FlagMustBeSetForRestore", /purge/);
  await deletedAccounts.beginPurgeAndWait(location, group, name, polling);
  await refused(deletedAccounts.get(location, group, name), 404, "ResourceNotFound", /from-javascript/);
});
