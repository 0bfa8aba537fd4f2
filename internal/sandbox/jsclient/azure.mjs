// What the tests of Azure share: a client of the served sandbox and ways to look at its refusals.
import assert from "node:assert/strict";
import { CognitiveServicesManagementClient } from "@azure/arm-cognitiveservices";
import { ClientSecretCredential } from "@azure/identity";

export const subscription = "5a4db0c5-0000-4000-8000-000000000000";
export const tenant = "5a4db0c5-0000-4000-8000-00000000000e";
export const group = "sandbox";
export const account = "sandbox";
export const location = "eastus2";

// The pollers ask this often until the service's Retry-After tells them otherwise. What has not ended when the file has
// run for twenty seconds never does.
export const polling = { updateIntervalInMs: 50, abortSignal: AbortSignal.timeout(20_000) };

// A secret that nobody knows is as good as any: the credential finds the sandbox's token endpoint by itself.
export function credential(url = process.env.SANDBOX_URL) {
  return new ClientSecretCredential(tenant, "client", "secret", { authorityHost: url, disableInstanceDiscovery: true });
}

export function client(url = process.env.SANDBOX_URL) {
  return new CognitiveServicesManagementClient(credential(url), subscription, { endpoint: url });
}

export async function all(pages) {
  const items = [];
  for await (const item of pages) items.push(item);
  return items;
}

// Collects the raw answers of an operation, polls included: they show what the typed ones leave out.
export function recorder() {
  const answers = [];
  return [answers, (answer) => answers.push(answer)];
}

// Awaits a refusal that the SDK has parsed: its own error class, the service's code, and a message for people.
export async function refused(promise, statusCode, code, message) {
  await assert.rejects(promise, (error) => {
    assert.equal(error.name, "RestError", `${error}`);
    assert.deepEqual({ statusCode: error.statusCode, code: error.code }, { statusCode, code });
    assert.match(error.message, message);
    return true;
  });
}

export const gpt = { format: "OpenAI", name: "gpt-5.4", version: "2026-03-05" };

// On demand, with the given thousands of tokens a minute.
export function onDemand(capacity, properties = {}) {
  return { sku: { name: "GlobalStandard", capacity }, properties: { model: gpt, ...properties } };
}

// Provisioned throughput: 15 units or more, in steps of 5.
export function provisioned(capacity) {
  return { sku: { name: "GlobalProvisionedManaged", capacity }, properties: { model: gpt } };
}
