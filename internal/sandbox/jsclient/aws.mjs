// What the tests of AWS share: clients of the served sandbox and ways to look at its refusals.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { BedrockClient } from "@aws-sdk/client-bedrock";
import { heldUrl } from "./clock.mjs";

export const region = "us-east-1";
export const accountId = "000000000000";

// Any key pair opens the sandbox, which tells services and regions apart by the scope of the signature.
export function options(changes = {}) {
  const credentials = { accessKeyId: "AKIASANDBOXSANDBOXSA", secretAccessKey: "secret" };
  return { endpoint: process.env.SANDBOX_URL, region, credentials, ...changes };
}

// Custom models of one base, put into each sandbox before the tests: a training job cannot be run there.
export const [tuned, retuned] = process.env.SANDBOX_CUSTOM_MODELS.split(",");
export const [heldTuned, heldRetuned] = process.env.SANDBOX_HELD_CUSTOM_MODELS.split(",");

export const bedrock = new BedrockClient(options());

// Sends a command of Bedrock.
export const send = (command) => bedrock.send(command);

// A client of the held sandbox.
export function holding() {
  const held = new BedrockClient(options({ endpoint: heldUrl }));
  return (command) => held.send(command);
}

export const modelArn = (id) => `arn:aws:bedrock:${region}::foundation-model/${id}`;
export const systemProfileArn = (id) => `arn:aws:bedrock:${region}:${accountId}:inference-profile/${id}`;

// Awaits a refusal that the SDK has parsed into the error class of its model, with a message for people.
export async function refused(promise, type, status, message) {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof type, `${error}`);
    assert.equal(error.name, type.name);
    assert.equal(error.$metadata.httpStatusCode, status);
    assert.ok(error.$metadata.requestId);
    assert.match(error.message, message);
    return true;
  });
}

// Reads until what is read holds, for at most ten seconds: Bedrock has no waiters.
export async function until(read, holds) {
  for (const deadline = Date.now() + 10_000; ; await sleep(50)) {
    const value = await read();
    if (holds(value)) return value;
    assert.ok(Date.now() < deadline, `after ten seconds it is still ${JSON.stringify(value)}`);
  }
}
