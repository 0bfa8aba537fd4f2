import assert from "node:assert/strict";
import { test } from "node:test";
import {
  AccessDeniedException,
  BedrockRuntimeClient,
  ConverseCommand,
  ValidationException,
} from "@aws-sdk/client-bedrock-runtime";
import { modelArn, options, refused } from "./aws.mjs";

const nova = "amazon.nova-lite-v1:0";
const runtime = new BedrockRuntimeClient(options());
const converse = (modelId, more = {}) => runtime.send(new ConverseCommand({ modelId, messages: [{ role: "user", content: [{ text: "Say hello." }] }], ...more }));

test("a model answers a conversation", async () => {
  for (const id of [nova, modelArn(nova), "us.amazon.nova-lite-v1:0"]) {
    const { output, stopReason, usage, metrics } = await converse(id, { inferenceConfig: { maxTokens: 100 } });
    assert.equal(output.message.role, "assistant");
    assert.match(output.message.content[0].text, /sandbox/);
    assert.equal(stopReason, "end_turn");
    assert.equal(usage.totalTokens, usage.inputTokens + usage.outputTokens);
    assert.ok(metrics.latencyMs >= 1);
  }
});

test("a limit ends the answer", async () => {
  const { stopReason, usage } = await converse(nova, { inferenceConfig: { maxTokens: 3 } });
  assert.equal(stopReason, "max_tokens");
  assert.equal(usage.outputTokens, 3);
});

test("what cannot be asked is refused in the model's words", async () => {
  await refused(converse("acme.house-model"), ValidationException, 400, /identifier is invalid/);
  await refused(converse("anthropic.claude-haiku-4-5-20251001-v1:0"), ValidationException, 400, /inference profile/);
  await refused(converse(modelArn(nova).replace("::", ":123456789012:")), AccessDeniedException, 403, /another account/);
  await refused(converse(nova, { guardrailConfig: { guardrailIdentifier: "abcdefghijkl", guardrailVersion: "1" } }), ValidationException, 400, /guardrail/);
});
