import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ConflictException,
  CreateProvisionedModelThroughputCommand,
  DeleteProvisionedModelThroughputCommand,
  GetProvisionedModelThroughputCommand,
  ListProvisionedModelThroughputsCommand,
  ResourceNotFoundException,
  ServiceQuotaExceededException,
  UpdateProvisionedModelThroughputCommand,
  ValidationException,
  paginateListProvisionedModelThroughputs,
} from "@aws-sdk/client-bedrock";
import { bedrock, heldRetuned, heldTuned, holding, modelArn, refused, send, tuned, until } from "./aws.mjs";
import { pass } from "./clock.mjs";

const model = "amazon.nova-lite-v1:0:24k";

function throughputs(sendTo) {
  return {
    create: (provisionedModelName, modelId, more = {}) =>
      sendTo(new CreateProvisionedModelThroughputCommand({ provisionedModelName, modelId, modelUnits: 1, ...more })),
    get: (provisionedModelId) => sendTo(new GetProvisionedModelThroughputCommand({ provisionedModelId })),
    update: (provisionedModelId, more) =>
      sendTo(new UpdateProvisionedModelThroughputCommand({ provisionedModelId, ...more })),
    remove: (provisionedModelId) => sendTo(new DeleteProvisionedModelThroughputCommand({ provisionedModelId })),
  };
}

const { create, get, update, remove } = throughputs(send);
const held = throughputs(holding());
let arn;

test("a throughput is made, and comes into service after a while", async () => {
  const made = await create("reserved", model);
  assert.equal(made.$metadata.httpStatusCode, 201);
  arn = made.provisionedModelArn;
  const got = await until(() => get(arn), (throughput) => throughput.status === "InService");
  assert.equal(got.provisionedModelName, "reserved");
  assert.deepEqual([got.modelUnits, got.desiredModelUnits], [1, 1]);
  for (const key of ["modelArn", "desiredModelArn", "foundationModelArn"]) assert.equal(got[key], modelArn(model));
  assert.ok(got.creationTime instanceof Date && got.lastModifiedTime instanceof Date);
  assert.equal(got.commitmentDuration, undefined);
});

test("its name can change; its model cannot, as it is a base model", async () => {
  await update(arn, { desiredProvisionedModelName: "renamed" });
  assert.equal((await get("renamed")).provisionedModelArn, arn);
  await refused(update(arn, { desiredModelId: tuned }), ValidationException, 400, /base model/);
});

test("the list filters, sorts and pages", async () => {
  const { provisionedModelArn: second } = await create("second", model);
  const named = await send(new ListProvisionedModelThroughputsCommand({ nameContains: "renamed" }));
  assert.deepEqual(named.provisionedModelSummaries.map((s) => s.provisionedModelArn), [arn]);
  const input = { sortBy: "CreationTime", sortOrder: "Descending" };
  const walked = [];
  for await (const page of paginateListProvisionedModelThroughputs({ client: bedrock, pageSize: 1 }, input)) {
    assert.equal(page.provisionedModelSummaries.length, 1);
    walked.push(page.provisionedModelSummaries[0].provisionedModelArn);
  }
  assert.deepEqual(walked, [second, arn]);
});

test("what cannot be bought is the model's own exception", async () => {
  await refused(create("more", model, { modelUnits: 0 }), ValidationException, 400, /modelUnits/);
  await refused(create("more", model, { modelUnits: 100_000 }), ServiceQuotaExceededException, 400, /100000 model units/);
  await refused(create("more", "acme.nothing-v1:0"), ResourceNotFoundException, 404, /acme\.nothing/);
  await refused(create("more", "amazon.nova-lite-v1:0"), ValidationException, 400, /Provisioned Throughput/);
  await refused(create("renamed", model), ValidationException, 400, /already in use/);
});

test("without a commitment it is deleted", async () => {
  await remove(arn);
  await refused(get(arn), ResourceNotFoundException, 404, /provisioned-model/);
  await refused(remove(arn), ResourceNotFoundException, 404, /provisioned-model/);
});

test("while it is made it can be neither deleted nor changed", async () => {
  const { provisionedModelArn } = await held.create("slow", model);
  assert.equal((await held.get(provisionedModelArn)).status, "Creating");
  await refused(held.remove(provisionedModelArn), ConflictException, 400, /Creating/);
  const rename = held.update(provisionedModelArn, { desiredProvisionedModelName: "renamed" });
  await refused(rename, ValidationException, 400, /Creating/);
  await pass("2h");
  assert.equal((await held.get(provisionedModelArn)).status, "InService");
});

test("on a custom model the model changes to its sibling", async () => {
  const { provisionedModelArn } = await held.create("tuned", heldTuned);
  await pass("2h");
  await held.update(provisionedModelArn, { desiredModelId: heldRetuned });
  const moving = await held.get(provisionedModelArn);
  assert.deepEqual([moving.status, moving.modelArn, moving.desiredModelArn], ["Updating", heldTuned, heldRetuned]);
  await pass("2h");
  const moved = await held.get(provisionedModelArn);
  assert.deepEqual([moved.status, moved.modelArn, moved.desiredModelArn], ["InService", heldRetuned, heldRetuned]);
});

test("a commitment holds until its term", async () => {
  const { provisionedModelArn } = await held.create("committed", model, { commitmentDuration: "OneMonth" });
  await pass("2h");
  const got = await held.get(provisionedModelArn);
  assert.equal(got.commitmentDuration, "OneMonth");
  assert.ok(got.commitmentExpirationTime - got.creationTime >= 28 * 24 * 3600 * 1000);
  await refused(held.remove(provisionedModelArn), ConflictException, 400, /before the commitment term is complete/);
  await pass("744h");
  await held.remove(provisionedModelArn);
  await refused(held.get(provisionedModelArn), ResourceNotFoundException, 404, /provisioned-model/);
});
