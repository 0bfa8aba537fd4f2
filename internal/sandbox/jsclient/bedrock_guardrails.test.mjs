import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ConflictException,
  CreateGuardrailCommand,
  CreateGuardrailVersionCommand,
  DeleteEnforcedGuardrailConfigurationCommand,
  DeleteGuardrailCommand,
  GetGuardrailCommand,
  ListEnforcedGuardrailsConfigurationCommand,
  ListTagsForResourceCommand,
  PutEnforcedGuardrailConfigurationCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  UpdateGuardrailCommand,
  ValidationException,
  paginateListGuardrails,
} from "@aws-sdk/client-bedrock";
import { bedrock, holding, refused, region, send, until } from "./aws.mjs";
import { pass } from "./clock.mjs";

const sides = { inputAction: "BLOCK", outputAction: "NONE", inputEnabled: true, outputEnabled: false };
const messages = { blockedInputMessaging: "not this", blockedOutputsMessaging: "not that" };

// Every policy that a guardrail can have without another object.
const content = (word) => ({
  ...messages,
  topicPolicyConfig: {
    topicsConfig: [{ name: "Advice", definition: "what to buy", examples: ["shall I?"], type: "DENY", ...sides }],
  },
  contentPolicyConfig: {
    filtersConfig: [
      { type: "HATE", inputStrength: "HIGH", outputStrength: "LOW", inputModalities: ["IMAGE", "TEXT"] },
      { type: "PROMPT_ATTACK", inputStrength: "MEDIUM", outputStrength: "NONE" },
    ],
    tierConfig: { tierName: "STANDARD" },
  },
  wordPolicyConfig: { wordsConfig: [{ text: word, ...sides }], managedWordListsConfig: [{ type: "PROFANITY" }] },
  sensitiveInformationPolicyConfig: {
    piiEntitiesConfig: [{ type: "EMAIL", action: "ANONYMIZE" }],
    regexesConfig: [{ name: "ticket", pattern: "T-[0-9]+", action: "BLOCK" }],
  },
  contextualGroundingPolicyConfig: { filtersConfig: [{ type: "GROUNDING", threshold: 0.75 }] },
  crossRegionConfig: { guardrailProfileIdentifier: "us.guardrail.v1:0" },
});

function guardrails(sendTo) {
  return {
    create: (name, more) => sendTo(new CreateGuardrailCommand({ name, ...more })),
    get: (guardrailIdentifier, guardrailVersion) => sendTo(new GetGuardrailCommand({ guardrailIdentifier, guardrailVersion })),
    update: (guardrailIdentifier, name, more) => sendTo(new UpdateGuardrailCommand({ guardrailIdentifier, name, ...more })),
    publish: (guardrailIdentifier, more = {}) => sendTo(new CreateGuardrailVersionCommand({ guardrailIdentifier, ...more })),
    remove: (guardrailIdentifier, guardrailVersion) => sendTo(new DeleteGuardrailCommand({ guardrailIdentifier, guardrailVersion })),
  };
}

const { create, get, update, publish, remove } = guardrails(send);
const held = guardrails(holding());
const ready = (guardrail) => guardrail.status === "READY";
const enforce = (guardrailInferenceConfig, configId) =>
  send(new PutEnforcedGuardrailConfigurationCommand({ guardrailInferenceConfig, configId }));
const enforced = async () => (await send(new ListEnforcedGuardrailsConfigurationCommand({}))).guardrailsConfig;
let id, arn, configId;

test("a guardrail is made, becomes ready, and is read as it was sent", async () => {
  const made = await create("standard", { ...content("project x"), tags: [{ key: "team", value: "search" }] });
  assert.equal(made.$metadata.httpStatusCode, 202);
  assert.equal(made.version, "DRAFT");
  ({ guardrailId: id, guardrailArn: arn } = made);
  assert.match(arn, new RegExp(`^arn:aws:bedrock:${region}:\\d{12}:guardrail/${id}$`));
  const got = await until(() => get(arn), ready);
  const sent = content("project x");
  assert.deepEqual(got.topicPolicy, { topics: sent.topicPolicyConfig.topicsConfig, tier: { tierName: "CLASSIC" } });
  assert.deepEqual(got.contentPolicy.tier, { tierName: "STANDARD" });
  assert.deepEqual(got.contentPolicy.filters[0].inputModalities, ["TEXT", "IMAGE"]);
  assert.deepEqual(got.contentPolicy.filters[1], sent.contentPolicyConfig.filtersConfig[1]);
  assert.deepEqual(got.wordPolicy, { words: sent.wordPolicyConfig.wordsConfig, managedWordLists: [{ type: "PROFANITY" }] });
  assert.deepEqual(got.sensitiveInformationPolicy.regexes, sent.sensitiveInformationPolicyConfig.regexesConfig);
  assert.deepEqual(got.contextualGroundingPolicy.filters, [{ type: "GROUNDING", threshold: 0.75 }]);
  assert.match(got.crossRegionDetails.guardrailProfileArn, /:guardrail-profile\/us\.guardrail\.v1:0$/);
  assert.deepEqual([got.statusReasons, got.failureRecommendations], [[], []]);
  assert.deepEqual((await send(new ListTagsForResourceCommand({ resourceARN: arn }))).tags, [{ key: "team", value: "search" }]);
});

test("a version keeps what was published, whatever becomes of the draft", async () => {
  assert.equal((await publish(id, { description: "first" })).version, "1");
  await until(() => get(id), ready);
  await update(arn, "standard", content("project y"));
  await until(() => get(id), ready);
  assert.equal((await publish(arn)).version, "2");
  await until(() => get(id, "2"), ready);
  const words = async (version) => (await get(id, version)).wordPolicy.words.map((word) => word.text);
  assert.deepEqual([await words("1"), await words("2"), await words()], [["project x"], ["project y"], ["project y"]]);
  assert.equal((await get(id, "1")).description, "first");
});

test("the SDK's paginator walks guardrails, or one with its versions", async () => {
  const walk = async (input) => {
    const seen = [];
    for await (const page of paginateListGuardrails({ client: bedrock, pageSize: 1 }, input)) {
      assert.equal(page.guardrails.length, 1);
      seen.push(...page.guardrails.map((guardrail) => `${guardrail.id} ${guardrail.version}`));
    }
    return seen;
  };
  assert.deepEqual(await walk({}), [`${id} DRAFT`]);
  assert.deepEqual(await walk({ guardrailIdentifier: arn }), [`${id} DRAFT`, `${id} 1`, `${id} 2`]);
});

test("one guardrail is enforced, and by its id another version of it", async () => {
  const want = { guardrailIdentifier: id, guardrailVersion: "1", selectiveContentGuarding: { system: "COMPREHENSIVE" } };
  ({ configId } = await enforce(want));
  await refused(enforce({ ...want, guardrailVersion: "2" }), ConflictException, 400, new RegExp(configId));
  await enforce({ ...want, guardrailVersion: "2" }, configId);
  const [config, ...others] = await enforced();
  assert.deepEqual(others, []);
  assert.deepEqual([config.configId, config.guardrailArn, config.guardrailVersion, config.owner], [configId, arn, "2", "ACCOUNT"]);
  assert.deepEqual(config.selectiveContentGuarding, { system: "COMPREHENSIVE" });
  assert.ok(config.updatedAt >= config.createdAt && config.createdAt instanceof Date);
});

test("what is enforced is not deleted", async () => {
  await refused(remove(id), ResourceInUseException, 400, new RegExp(configId));
  await refused(remove(id, "2"), ResourceInUseException, 400, new RegExp(configId));
  await remove(id, "1");
  await until(() => get(id, "1").catch((error) => error), (answer) => answer instanceof ResourceNotFoundException);
});

test("what is no longer enforced is deleted with everything", async () => {
  await send(new DeleteEnforcedGuardrailConfigurationCommand({ configId }));
  assert.deepEqual(await enforced(), []);
  assert.equal((await remove(arn)).$metadata.httpStatusCode, 202);
  for (const version of [undefined, "2"]) {
    await until(() => get(id, version).catch((error) => error), (answer) => answer instanceof ResourceNotFoundException);
  }
});

test("what no guardrail can be is the model's own exception, and repeats no word", async () => {
  await refused(create("bad!", content("x")), ValidationException, 400, /'name'/);
  await refused(create("bad", messages), ValidationException, 400, /at least one policy/);
  await refused(create("bad", content("secret ".repeat(20))), ValidationException, 400, /^(?!.*secret).*wordsConfig/);
  await refused(get("abc"), ResourceNotFoundException, 404, /abc/);
  await refused(enforce({ guardrailIdentifier: "abc", guardrailVersion: "1" }), ResourceNotFoundException, 404, /abc/);
});

test("while something is under way, nothing else is taken", async () => {
  const made = await held.create("slow", content("x"));
  const of = made.guardrailId;
  assert.equal((await held.get(of)).status, "CREATING");
  await refused(held.publish(of), ConflictException, 400, /CREATING/);
  await refused(held.create("slow", content("x")), ConflictException, 400, /already has this name/);
  await pass("2h");
  await held.publish(of);
  assert.deepEqual([(await held.get(of)).status, (await held.get(of, "1")).status], ["VERSIONING", "CREATING"]);
  await refused(held.update(of, "slow", content("y")), ConflictException, 400, /VERSIONING/);
  await pass("2h");
  await held.update(of, "slow", content("y"));
  assert.equal((await held.get(of)).status, "UPDATING");
  await refused(held.remove(of), ConflictException, 400, /UPDATING/);
  await pass("2h");
  await held.remove(of);
  assert.equal((await held.get(of)).status, "DELETING");
  await pass("2h");
  await refused(held.get(of), ResourceNotFoundException, 404, new RegExp(of));
});
