import assert from "node:assert/strict";
import { test } from "node:test";
import {
  CreateCustomModelDeploymentCommand,
  DeleteCustomModelDeploymentCommand,
  GetCustomModelCommand,
  GetCustomModelDeploymentCommand,
  ListCustomModelDeploymentsCommand,
  ListCustomModelsCommand,
  ResourceNotFoundException,
  UpdateCustomModelDeploymentCommand,
  ValidationException,
  paginateListCustomModelDeployments,
} from "@aws-sdk/client-bedrock";
import { bedrock, heldRetuned, heldTuned, holding, refused, retuned, send, tuned, until } from "./aws.mjs";
import { pass } from "./clock.mjs";

function deployments(sendTo) {
  return {
    create: (modelDeploymentName, modelArn, more = {}) =>
      sendTo(new CreateCustomModelDeploymentCommand({ modelDeploymentName, modelArn, ...more })),
    get: (customModelDeploymentIdentifier) =>
      sendTo(new GetCustomModelDeploymentCommand({ customModelDeploymentIdentifier })),
    update: (customModelDeploymentIdentifier, modelArn) =>
      sendTo(new UpdateCustomModelDeploymentCommand({ customModelDeploymentIdentifier, modelArn })),
    remove: (customModelDeploymentIdentifier) =>
      sendTo(new DeleteCustomModelDeploymentCommand({ customModelDeploymentIdentifier })),
  };
}

const { create, get, update, remove } = deployments(send);
const held = deployments(holding());
const active = (deployment) => deployment.status === "Active";
let arn;

test("custom models are listed and read", async () => {
  const { modelSummaries } = await send(new ListCustomModelsCommand({}));
  assert.deepEqual(modelSummaries.map((m) => m.modelArn).sort(), [tuned, retuned].sort());
  const got = await send(new GetCustomModelCommand({ modelIdentifier: tuned }));
  assert.equal(got.modelArn, tuned);
  assert.equal(got.modelStatus, "Active");
  assert.ok(got.creationTime instanceof Date);
});

test("a deployment is made, and becomes active after a while", async () => {
  const made = await create("tuned", tuned, { description: "of JavaScript" });
  assert.equal(made.$metadata.httpStatusCode, 202);
  arn = made.customModelDeploymentArn;
  const got = await until(() => get(arn), active);
  assert.equal(got.modelDeploymentName, "tuned");
  assert.equal(got.modelArn, tuned);
  assert.equal(got.description, "of JavaScript");
  assert.ok(got.createdAt instanceof Date);
});

test("an update moves it to another model", async () => {
  const answer = await update(arn, retuned);
  assert.equal(answer.$metadata.httpStatusCode, 202);
  const moved = await until(() => get(arn), (deployment) => deployment.modelArn === retuned);
  assert.equal(moved.status, "Active");
  assert.ok(moved.lastUpdatedAt instanceof Date);
});

test("the list filters and pages", async () => {
  const { customModelDeploymentArn: second } = await create("second", tuned);
  const named = await send(new ListCustomModelDeploymentsCommand({ nameContains: "tuned" }));
  assert.deepEqual(named.modelDeploymentSummaries.map((s) => s.customModelDeploymentName), ["tuned"]);
  const walked = [];
  for await (const page of paginateListCustomModelDeployments({ client: bedrock, pageSize: 1 }, {})) {
    assert.equal(page.modelDeploymentSummaries.length, 1);
    walked.push(page.modelDeploymentSummaries[0].customModelDeploymentArn);
  }
  assert.deepEqual(walked.sort(), [arn, second].sort());
});

test("what cannot be deployed is the model's own exception", async () => {
  const missing = tuned.replace(/[a-z0-9]{12}$/, "zzzzzzzzzzzz");
  await refused(create("other", missing), ResourceNotFoundException, 404, /zzzzzzzzzzzz/);
  await refused(create("bad name", tuned), ValidationException, 400, /modelDeploymentName/);
  await refused(create("tuned", tuned), ValidationException, 400, /already in use/);
});

test("a deployment is deleted once", async () => {
  await remove(arn);
  await refused(get(arn), ResourceNotFoundException, 404, /custom-model-deployment/);
  await refused(remove(arn), ResourceNotFoundException, 404, /custom-model-deployment/);
});

test("what is in progress says so, and is not changed meanwhile", async () => {
  const { customModelDeploymentArn } = await held.create("slow", heldTuned);
  assert.equal((await held.get(customModelDeploymentArn)).status, "Creating");
  await refused(held.update(customModelDeploymentArn, heldRetuned), ValidationException, 400, /being created/);
  await pass("2h");
  assert.equal((await held.get(customModelDeploymentArn)).status, "Active");
  await held.update(customModelDeploymentArn, heldRetuned);
  const moving = await held.get(customModelDeploymentArn);
  assert.equal(moving.modelArn, heldTuned);
  assert.deepEqual(moving.updateDetails, { modelArn: heldRetuned, updateStatus: "Updating" });
  await pass("2h");
  const moved = await held.get(customModelDeploymentArn);
  assert.equal(moved.modelArn, heldRetuned);
  assert.notEqual(moved.updateDetails?.updateStatus, "Updating");
});
