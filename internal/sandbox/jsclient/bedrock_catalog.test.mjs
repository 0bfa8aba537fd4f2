import assert from "node:assert/strict";
import { test } from "node:test";
import {
  GetFoundationModelAvailabilityCommand,
  GetFoundationModelCommand,
  GetInferenceProfileCommand,
  ListFoundationModelsCommand,
  ListInferenceProfilesCommand,
  ResourceNotFoundException,
  ValidationException,
  paginateListInferenceProfiles,
} from "@aws-sdk/client-bedrock";
import { accountId, bedrock, modelArn, refused, region, send, systemProfileArn } from "./aws.mjs";

const nova = "amazon.nova-lite-v1:0";

test("foundation models are listed whole, and by what they can do", async () => {
  const { modelSummaries } = await send(new ListFoundationModelsCommand({}));
  assert.ok(modelSummaries.length > 60, `there are ${modelSummaries.length}`);
  for (const model of modelSummaries) {
    assert.match(model.modelLifecycle.status, /^(ACTIVE|LEGACY)$/);
    assert.ok(model.modelLifecycle.startOfLifeTime instanceof Date, model.modelId);
  }
  const amazon = await send(new ListFoundationModelsCommand({ byProvider: "Amazon", byInferenceType: "PROVISIONED" }));
  assert.ok(amazon.modelSummaries.length > 0 && amazon.modelSummaries.length < modelSummaries.length);
  for (const model of amazon.modelSummaries) {
    assert.equal(model.providerName, "Amazon");
    assert.ok(model.inferenceTypesSupported.includes("PROVISIONED"));
  }
});

test("a foundation model is read by id and by ARN, as the list shows it", async () => {
  const { modelSummaries } = await send(new ListFoundationModelsCommand({}));
  for (const modelIdentifier of [nova, modelArn(nova)]) {
    const { modelDetails } = await send(new GetFoundationModelCommand({ modelIdentifier }));
    assert.deepEqual(modelDetails, modelSummaries.find((m) => m.modelId === nova));
  }
  const available = await send(new GetFoundationModelAvailabilityCommand({ modelId: nova }));
  assert.equal(available.regionAvailability, "AVAILABLE");
  assert.equal(available.agreementAvailability.status, "AVAILABLE");
});

test("a system profile names the regions that it routes to", async () => {
  for (const inferenceProfileIdentifier of [`us.${nova}`, systemProfileArn(`us.${nova}`)]) {
    const profile = await send(new GetInferenceProfileCommand({ inferenceProfileIdentifier }));
    assert.equal(profile.inferenceProfileArn, `arn:aws:bedrock:${region}:${accountId}:inference-profile/us.${nova}`);
    assert.equal(profile.type, "SYSTEM_DEFINED");
    assert.equal(profile.status, "ACTIVE");
    assert.ok(profile.createdAt instanceof Date);
    assert.ok(profile.models.length > 1);
    for (const model of profile.models) assert.match(model.modelArn, /^arn:aws:bedrock:us-\w+-\d::foundation-model\//);
  }
});

test("the SDK's paginator walks the system profiles in small pages", async () => {
  const { inferenceProfileSummaries: whole } = await send(new ListInferenceProfilesCommand({ typeEquals: "SYSTEM_DEFINED" }));
  const walked = [];
  let pages = 0;
  for await (const page of paginateListInferenceProfiles({ client: bedrock, pageSize: 7 }, { typeEquals: "SYSTEM_DEFINED" })) {
    pages += 1;
    assert.ok(page.inferenceProfileSummaries.length <= 7);
    walked.push(...page.inferenceProfileSummaries);
  }
  assert.equal(pages, Math.ceil(whole.length / 7));
  assert.ok(pages > 2);
  assert.deepEqual(walked, whole);
});

test("what is not there, or cannot be, is the model's own exception", async () => {
  const get = (modelIdentifier) => send(new GetFoundationModelCommand({ modelIdentifier }));
  await refused(get("acme.nothing-v1:0"), ResourceNotFoundException, 404, /acme\.nothing-v1:0/);
  await refused(get("Not A Model"), ValidationException, 400, /modelIdentifier/);
  const list = (input) => send(new ListInferenceProfilesCommand(input));
  await refused(list({ nextToken: "made-up" }), ValidationException, 400, /nextToken/);
  await refused(list({ maxResults: 1001 }), ValidationException, 400, /maxResults/);
});
