import assert from "node:assert/strict";
import { test } from "node:test";
import { AccessDeniedException, GetInferenceProfileCommand } from "@aws-sdk/client-bedrock";
import {
  GetServiceQuotaCommand,
  IllegalArgumentException,
  ListAWSDefaultServiceQuotasCommand,
  NoSuchResourceException,
  ServiceQuotasClient,
  paginateListServiceQuotas,
} from "@aws-sdk/client-service-quotas";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { accountId, options, refused, region, send } from "./aws.mjs";

const quotas = new ServiceQuotasClient(options());
const ServiceCode = "bedrock";

test("STS tells the account", async () => {
  const caller = await new STSClient(options()).send(new GetCallerIdentityCommand({}));
  assert.equal(caller.Account, accountId);
  assert.match(caller.Arn, new RegExp(`^arn:aws:iam::${accountId}:`));
});

test("the quotas of Bedrock are listed in pages, and read one by one", async () => {
  const walked = [];
  for await (const page of paginateListServiceQuotas({ client: quotas, pageSize: 20 }, { ServiceCode })) {
    assert.ok(page.Quotas.length <= 20);
    walked.push(...page.Quotas);
  }
  assert.ok(walked.length > 20, `there are ${walked.length}`);
  assert.equal(new Set(walked.map((q) => q.QuotaCode)).size, walked.length);
  const profiles = walked.find((q) => q.QuotaName === "Inference profiles per account");
  assert.deepEqual([profiles.QuotaCode, profiles.Value, profiles.Adjustable], ["L-40EC9882", 1000, true]);
  const { Quota } = await quotas.send(new GetServiceQuotaCommand({ ServiceCode, QuotaCode: profiles.QuotaCode }));
  assert.deepEqual(Quota, profiles);
  const defaults = await quotas.send(new ListAWSDefaultServiceQuotasCommand({ ServiceCode, MaxResults: 1 }));
  assert.equal(defaults.Quotas.length, 1);
  assert.ok(defaults.NextToken);
});

test("what is not there is the service's own exception", async () => {
  const one = quotas.send(new GetServiceQuotaCommand({ ServiceCode, QuotaCode: "L-00000000" }));
  await refused(one, NoSuchResourceException, 404, /L-00000000/);
  const page = quotas.send(new ListAWSDefaultServiceQuotasCommand({ ServiceCode, MaxResults: 101 }));
  await refused(page, IllegalArgumentException, 400, /MaxResults/);
});

test("what belongs to another account is denied, not missing", async () => {
  const arn = `arn:aws:bedrock:${region}:111122223333:application-inference-profile/abcdefabcdef`;
  const foreign = send(new GetInferenceProfileCommand({ inferenceProfileIdentifier: arn }));
  await refused(foreign, AccessDeniedException, 403, /another account/);
});
