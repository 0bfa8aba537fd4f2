import assert from "node:assert/strict";
import { test } from "node:test";
import { any, backendId, gateway, pool, service, single } from "./api_management.mjs";
import { all, group, polling, recorder, refused } from "./azure.mjs";
import { heldUrl } from "./clock.mjs";

const { api, apiManagementService, apiOperation, apiPolicy, backend, namedValue } = gateway();

test("the service is there and ready", async () => {
  const got = await apiManagementService.get(group, service);
  assert.equal(got.provisioningState, "Succeeded");
  assert.equal(got.gatewayUrl, "https://sandbox.azure-api.net");
  assert.equal(got.identity.type, "SystemAssigned");
  assert.ok((await all(apiManagementService.list())).some((other) => other.id === got.id));
});

test("backends and their pool are made, and read back as they were sent", async () => {
  const breaker = {
    rules: [{
      name: "busy", tripDuration: "PT1M", acceptRetryAfter: true,
      failureCondition: { count: 3, interval: "PT1M", statusCodeRanges: [{ min: 429, max: 429 }] },
    }],
  };
  const blue = single("blue.example.com", { circuitBreaker: breaker, credentials: { header: { "api-key": ["{{bedrock-api-key}}"] } } });
  await backend.createOrUpdate(group, service, "blue", blue);
  await backend.createOrUpdate(group, service, "green", single("green.example.com"));
  await backend.createOrUpdate(group, service, "both", pool("blue", "green"));
  const got = await backend.get(group, service, "blue");
  assert.equal(got.id, backendId("blue"));
  assert.equal(got.typePropertiesType, "Single");
  for (const [name, value] of Object.entries(blue)) assert.deepEqual(got[name], value);
  assert.deepEqual((await backend.get(group, service, "both")).pool, pool("blue", "green").pool);
  assert.deepEqual((await all(backend.listByService(group, service))).find((item) => item.name === "blue").url, blue.url);
});

test("an entity tag guards a change", async () => {
  const { eTag } = await backend.getEntityTag(group, service, "blue");
  const changed = await backend.update(group, service, "blue", eTag, { title: "Blue" });
  assert.equal(changed.title, "Blue");
  assert.notEqual(changed.eTag, eTag);
  await refused(backend.update(group, service, "blue", eTag, { title: "Red" }), 412, "PreconditionFailed", /modified/);
  await refused(backend.delete(group, service, "blue", eTag), 412, "PreconditionFailed", /modified/);
});

test("an API, its operation and its policy are made", async () => {
  const [answers, onResponse] = recorder();
  const made = await api.beginCreateOrUpdateAndWait(group, service, "chat", { path: "chat", displayName: "chat" }, { ...polling, onResponse });
  assert.equal(made.provisioningState, "Succeeded");
  assert.ok(answers.length > 0, "the create was not waited for");
  await apiOperation.createOrUpdate(group, service, "chat", "complete", {
    displayName: "complete", method: "POST", urlTemplate: "/chat/completions",
  });
  const text = `<policies><inbound><set-backend-service backend-id='both'/></inbound></policies>`;
  await apiPolicy.createOrUpdate(group, service, "chat", "policy", { format: "rawxml", value: text });
  const [reads, seen] = recorder(); // the client takes the answer for XML and shows nothing of it
  await apiPolicy.get(group, service, "chat", "policy", { format: "rawxml", onResponse: seen });
  assert.equal(JSON.parse(reads[0].bodyAsText).properties.value, `<policies>\r\n\t<inbound>\r\n\t\t<set-backend-service backend-id="both" />\r\n\t</inbound>\r\n</policies>`);
  assert.equal((await all(apiOperation.listByApi(group, service, "chat"))).length, 1);
});

test("a named value from a key vault is waited for and never shown", async () => {
  const secretIdentifier = "https://contoso.vault.azure.net/secrets/key";
  const body = { displayName: "key", secret: true, keyVault: { secretIdentifier } };
  const made = await namedValue.beginCreateOrUpdateAndWait(group, service, "key", body, polling);
  assert.equal(made.keyVault.secretIdentifier, secretIdentifier);
  assert.equal(made.keyVault.lastStatus.code, "Success");
  const plain = await namedValue.listValue(group, service, "bedrock-api-key");
  assert.ok(plain.value);
  assert.equal((await namedValue.get(group, service, "bedrock-api-key")).value, undefined);
  const again = namedValue.beginCreateOrUpdateAndWait(group, service, "other", { displayName: "key", value: "x" }, polling);
  await assert.rejects(again, /One or more fields contain incorrect values/);
});

test("what is wrong, or in use, is a RestError", async () => {
  const put = (name, body) => backend.createOrUpdate(group, service, name, body);
  await refused(put("nested", pool("both")), 400, "ValidationError", /incorrect values/);
  await refused(put("dangling", pool("nobody")), 400, "ValidationError", /incorrect values/);
  await refused(backend.delete(group, service, "blue", any), 400, "ValidationError", /used by the following entities/);
  await refused(backend.delete(group, service, "both", any), 400, "ValidationError", /used by the following entities/);
  await refused(api.get(group, service, "nobody"), 404, "ResourceNotFound", /Api not found/);
});

test("everything goes the way it came", async () => {
  await api.beginDeleteAndWait(group, service, "chat", any, polling);
  await refused(api.get(group, service, "chat"), 404, "ResourceNotFound", /Api not found/);
  for (const name of ["both", "green", "blue"]) await backend.delete(group, service, name, any);
  await namedValue.delete(group, service, "key", any);
  await backend.delete(group, service, "blue", any);
});

test("a list goes from page to page", async () => {
  const held = gateway(heldUrl);
  for (const name of ["one", "two", "three"]) await held.backend.createOrUpdate(group, service, `page-${name}`, single("a.example.com"));
  const sizes = [];
  for await (const page of held.backend.listByService(group, service).byPage()) sizes.push(page.length);
  assert.deepEqual(sizes, [2, 1]);
});
