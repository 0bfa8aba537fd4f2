import assert from "node:assert/strict";
import { test } from "node:test";
import {
  BedrockClient,
  CreateInferenceProfileCommand,
  DeleteInferenceProfileCommand,
  GetInferenceProfileCommand,
  ListInferenceProfilesCommand,
  ResourceNotFoundException,
  ValidationException,
  paginateListInferenceProfiles,
} from "@aws-sdk/client-bedrock";
import { bedrock, modelArn, options, refused, region, send, systemProfileArn } from "./aws.mjs";

const nova = "amazon.nova-lite-v1:0";
let arn;

const create = (inferenceProfileName, copyFrom, more = {}) =>
  send(new CreateInferenceProfileCommand({ inferenceProfileName, modelSource: { copyFrom }, ...more }));
const get = (inferenceProfileIdentifier) => send(new GetInferenceProfileCommand({ inferenceProfileIdentifier }));
const remove = (inferenceProfileIdentifier) => send(new DeleteInferenceProfileCommand({ inferenceProfileIdentifier }));
const withoutMetadata = ({ $metadata, ...rest }) => rest;

test("a profile is made from a foundation model", async () => {
  const made = await create("from-javascript", modelArn(nova), { description: "one region" });
  assert.equal(made.$metadata.httpStatusCode, 201);
  assert.equal(made.status, "ACTIVE");
  arn = made.inferenceProfileArn;
  assert.match(arn, new RegExp(`^arn:aws:bedrock:${region}:\\d{12}:application-inference-profile/[a-z0-9]{12}$`));
});

test("it is read by ARN and by id, and listed with the same fields", async () => {
  const got = withoutMetadata(await get(arn));
  assert.equal(got.inferenceProfileName, "from-javascript");
  assert.equal(got.description, "one region");
  assert.equal(got.type, "APPLICATION");
  assert.deepEqual(got.models, [{ modelArn: modelArn(nova) }]);
  assert.ok(got.createdAt instanceof Date && got.updatedAt instanceof Date);
  assert.deepEqual(withoutMetadata(await get(got.inferenceProfileId)), got);
  const { inferenceProfileSummaries } = await send(new ListInferenceProfilesCommand({ typeEquals: "APPLICATION" }));
  assert.deepEqual(inferenceProfileSummaries, [got]);
});

test("a profile that copies a system profile has its models, and the source is never shown", async () => {
  const source = await get(`us.${nova}`);
  const { inferenceProfileArn } = await create("all-of-us", systemProfileArn(`us.${nova}`));
  const got = await get(inferenceProfileArn);
  assert.deepEqual(got.models, source.models);
  assert.equal(JSON.stringify(got).includes(`us.${nova}`), false);
  await remove(inferenceProfileArn);
});

test("one client token makes one profile", async () => {
  const token = { clientRequestToken: "token-of-javascript" };
  const first = await create("once", modelArn(nova), token);
  assert.equal((await create("once", modelArn(nova), token)).inferenceProfileArn, first.inferenceProfileArn);
  await remove(first.inferenceProfileArn);
});

test("the SDK's paginator walks application profiles one by one", async () => {
  const made = [];
  for (const name of ["page-one", "page-two"]) made.push((await create(name, modelArn(nova))).inferenceProfileArn);
  const sizes = [];
  const walked = [];
  for await (const page of paginateListInferenceProfiles({ client: bedrock, pageSize: 1 }, { typeEquals: "APPLICATION" })) {
    sizes.push(page.inferenceProfileSummaries.length);
    walked.push(...page.inferenceProfileSummaries.map((p) => p.inferenceProfileArn));
  }
  assert.deepEqual(sizes, [1, 1, 1]);
  assert.deepEqual(walked, [arn, ...made]);
  for (const each of made) await remove(each);
});

test("another region does not know it", async () => {
  const elsewhere = new BedrockClient(options({ region: "eu-central-1" }));
  const id = arn.split("/").pop();
  const there = elsewhere.send(new GetInferenceProfileCommand({ inferenceProfileIdentifier: id }));
  await refused(there, ResourceNotFoundException, 404, new RegExp(id));
});

test("what no profile can be is the model's own exception", async () => {
  await refused(create("bad!", modelArn(nova)), ValidationException, 400, /inferenceProfileName/);
  await refused(create("bad", "nonsense"), ValidationException, 400, /copyFrom/);
  await refused(create("bad", modelArn("acme.nothing-v1:0")), ResourceNotFoundException, 404, /acme\.nothing/);
  await refused(create("bad", modelArn("anthropic.claude-opus-5")), ValidationException, 400, /inference profile/);
  await refused(remove(`us.${nova}`), ValidationException, 400, /system/);
});

test("a profile is deleted once", async () => {
  await remove(arn);
  await refused(get(arn), ResourceNotFoundException, 404, /application-inference-profile/);
  await refused(remove(arn), ResourceNotFoundException, 404, /application-inference-profile/);
  assert.deepEqual((await send(new ListInferenceProfilesCommand({ typeEquals: "APPLICATION" }))).inferenceProfileSummaries, []);
});
