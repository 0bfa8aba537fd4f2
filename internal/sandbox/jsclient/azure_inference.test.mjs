import assert from "node:assert/strict";
import { test } from "node:test";
import OpenAI from "openai";
import { account, client, credential, group, onDemand, polling } from "./azure.mjs";

const baseURL = `${process.env.SANDBOX_URL}/sandbox/hosts/${account}.openai.azure.com/openai/v1`;
const ask = (apiKey, model = "asked") =>
  new OpenAI({ baseURL, apiKey, maxRetries: 0 }).chat.completions.create({ model, messages: [{ role: "user", content: "Say hello." }] });

test("a deployment answers with the account's key, and with a token for its models", async () => {
  const arm = client();
  await arm.deployments.beginCreateOrUpdateAndWait(group, account, "asked", onDemand(1), polling);
  const { key1 } = await arm.accounts.listKeys(group, account);
  const { token } = await credential().getToken("https://cognitiveservices.azure.com/.default");
  for (const proof of [key1, token]) {
    const { choices, model, usage } = await ask(proof);
    assert.match(choices[0].message.content, /sandbox/);
    assert.equal(model, "gpt-5.4-2026-03-05");
    assert.equal(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens);
  }
});

test("a token for the control plane opens no model", async () => {
  const { token } = await credential().getToken("https://management.azure.com/.default");
  await assert.rejects(ask(token), (error) => error instanceof OpenAI.AuthenticationError);
});
