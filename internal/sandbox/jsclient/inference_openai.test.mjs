import assert from "node:assert/strict";
import { test } from "node:test";
import OpenAI from "openai";
import { modelArn, region, send } from "./aws.mjs";
import { CreateInferenceProfileCommand } from "@aws-sdk/client-bedrock";

// OpenAI's client, at the address of a host of the data plane below the served sandbox's.
const at = (host, apiKey) => new OpenAI({ baseURL: `${process.env.SANDBOX_URL}/sandbox/hosts/${host}/openai/v1`, apiKey, maxRetries: 0 });
const question = [{ role: "user", content: "Say hello." }];
const runtime = `bedrock-runtime.${region}.amazonaws.com`;
const key = "sandbox-bedrock-api-key";

test("a profile answers a chat and a response by its ARN", async () => {
  const copyFrom = modelArn("amazon.nova-lite-v1:0");
  const { inferenceProfileArn: model } = await send(new CreateInferenceProfileCommand({ inferenceProfileName: "asked", modelSource: { copyFrom } }));
  const chat = await at(runtime, key).chat.completions.create({ model, messages: question, max_completion_tokens: 5 });
  assert.match(chat.choices[0].message.content, /^This answer comes/);
  assert.equal(chat.choices[0].finish_reason, "length");
  assert.equal(chat.usage.completion_tokens, 5);
  const response = await at(runtime, key).responses.create({ model, input: "Say hello." });
  assert.match(response.output_text, /sandbox/);
  assert.equal(response.status, "completed");
});

test("refusals are those of OpenAI's classes", async () => {
  const ask = (client, model = "nothing") => client.chat.completions.create({ model, messages: question });
  await assert.rejects(ask(at(runtime, "mine"), "amazon.nova-lite-v1:0"), (error) => error instanceof OpenAI.PermissionDeniedError);
  await assert.rejects(ask(at(runtime, key)), (error) => error instanceof OpenAI.BadRequestError);
  await assert.rejects(ask(at("sandbox.openai.azure.com", "mine")), (error) => error instanceof OpenAI.AuthenticationError);
  await assert.rejects(ask(at("sandbox.openai.azure.com", "sandbox-key-1-of-sandbox-sandbox")), (error) => {
    assert.ok(error instanceof OpenAI.NotFoundError);
    assert.equal(error.code, "DeploymentNotFound");
    return true;
  });
});
