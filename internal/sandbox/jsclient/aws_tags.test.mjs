import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  CreateInferenceProfileCommand,
  DeleteInferenceProfileCommand,
  ListTagsForResourceCommand,
  ResourceNotFoundException,
  TagResourceCommand,
  TooManyTagsException,
  UntagResourceCommand,
  ValidationException,
} from "@aws-sdk/client-bedrock";
import {
  GetResourcesCommand,
  InvalidParameterException,
  ResourceGroupsTaggingAPIClient,
  TagResourcesCommand,
  UntagResourcesCommand,
  paginateGetResources,
} from "@aws-sdk/client-resource-groups-tagging-api";
import { modelArn, options, refused, send } from "./aws.mjs";

const tagging = new ResourceGroupsTaggingAPIClient(options());
const kind = { ResourceTypeFilters: ["bedrock:application-inference-profile"] };
const arns = [];

const tagsOf = async (resourceARN) => (await send(new ListTagsForResourceCommand({ resourceARN }))).tags;

before(async () => {
  for (const inferenceProfileName of ["tagged-one", "tagged-two", "tagged-three"]) {
    const copyFrom = modelArn("amazon.nova-micro-v1:0");
    const input = { inferenceProfileName, modelSource: { copyFrom }, tags: [{ key: "team", value: inferenceProfileName }] };
    arns.push((await send(new CreateInferenceProfileCommand(input))).inferenceProfileArn);
  }
});

test("tags given at the create are there", async () => {
  assert.deepEqual(await tagsOf(arns[0]), [{ key: "team", value: "tagged-one" }]);
});

test("Bedrock adds, overwrites and removes tags", async () => {
  const tags = [{ key: "team", value: "search" }, { key: "cost", value: "42" }];
  await send(new TagResourceCommand({ resourceARN: arns[0], tags }));
  const sorted = (await tagsOf(arns[0])).sort((a, b) => a.key.localeCompare(b.key));
  assert.deepEqual(sorted, [{ key: "cost", value: "42" }, { key: "team", value: "search" }]);
  await send(new UntagResourceCommand({ resourceARN: arns[0], tagKeys: ["cost"] }));
  assert.deepEqual(await tagsOf(arns[0]), [{ key: "team", value: "search" }]);
});

test("the tagging API finds them by type, tag and ARN, in pages", async () => {
  const walked = [];
  for await (const page of paginateGetResources({ client: tagging, pageSize: 1 }, kind)) {
    assert.equal(page.ResourceTagMappingList.length, 1);
    walked.push(page.ResourceTagMappingList[0].ResourceARN);
  }
  assert.deepEqual(walked.sort(), [...arns].sort());
  const filtered = await tagging.send(new GetResourcesCommand({ TagFilters: [{ Key: "team", Values: ["search"] }] }));
  assert.deepEqual(filtered.ResourceTagMappingList, [{ ResourceARN: arns[0], Tags: [{ Key: "team", Value: "search" }] }]);
  const named = await tagging.send(new GetResourcesCommand({ ResourceARNList: [arns[1]] }));
  assert.deepEqual(named.ResourceTagMappingList.map((m) => m.ResourceARN), [arns[1]]);
});

test("the tagging API writes what Bedrock reads", async () => {
  const written = await tagging.send(new TagResourcesCommand({ ResourceARNList: [arns[2]], Tags: { stage: "prod" } }));
  assert.deepEqual(written.FailedResourcesMap ?? {}, {});
  assert.ok((await tagsOf(arns[2])).some((tag) => tag.key === "stage" && tag.value === "prod"));
  await tagging.send(new UntagResourcesCommand({ ResourceARNList: [arns[2]], TagKeys: ["stage", "team"] }));
  assert.deepEqual(await tagsOf(arns[2]), []);
});

test("what cannot be tagged is the model's own exception", async () => {
  const resourceARN = arns[0];
  const missing = resourceARN.replace(/[a-z0-9]{12}$/, "zzzzzzzzzzzz");
  await refused(tagsOf(missing), ResourceNotFoundException, 404, /zzzzzzzzzzzz/);
  const tags = [{ key: "aws:reserved", value: "x" }];
  await refused(send(new TagResourceCommand({ resourceARN, tags })), ValidationException, 400, /aws:/);
  const many = Array.from({ length: 51 }, (_, n) => ({ key: `k${n}`, value: "v" }));
  await refused(send(new TagResourceCommand({ resourceARN, tags: many })), TooManyTagsException, 400, /tags/);
  const paged = tagging.send(new GetResourcesCommand({ ...kind, ResourcesPerPage: 101 }));
  await refused(paged, InvalidParameterException, 400, /ResourcesPerPage/);
  const failed = await tagging.send(new TagResourcesCommand({ ResourceARNList: [missing], Tags: { a: "b" } }));
  assert.equal(failed.FailedResourcesMap[missing].StatusCode, 404);
});

after(async () => {
  for (const inferenceProfileIdentifier of arns) {
    await send(new DeleteInferenceProfileCommand({ inferenceProfileIdentifier }));
  }
});
