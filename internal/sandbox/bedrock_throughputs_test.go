package sandbox

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"
	"github.com/google/go-cmp/cmp"
)

func throughputInput(name, model string, units int32) *bedrock.CreateProvisionedModelThroughputInput {
	return &bedrock.CreateProvisionedModelThroughputInput{ProvisionedModelName: &name, ModelId: &model, ModelUnits: &units}
}

func mustCreateThroughput(t *testing.T, c cloud, in *bedrock.CreateProvisionedModelThroughputInput) (arn string) {
	t.Helper()
	out, err := c.bedrock.CreateProvisionedModelThroughput(t.Context(), in)
	noError(t, err)
	return *out.ProvisionedModelArn
}

func getThroughputOf(t *testing.T, c cloud, id string) *bedrock.GetProvisionedModelThroughputOutput {
	t.Helper()
	out, err := c.bedrock.GetProvisionedModelThroughput(t.Context(), &bedrock.GetProvisionedModelThroughputInput{ProvisionedModelId: &id})
	noError(t, err)
	return out
}

func deleteThroughputOf(t *testing.T, c cloud, id string) error {
	t.Helper()
	_, err := c.bedrock.DeleteProvisionedModelThroughput(t.Context(), &bedrock.DeleteProvisionedModelThroughputInput{ProvisionedModelId: &id})
	return err
}

func TestThroughput_livesFromCreateToDelete(t *testing.T) {
	c := newCloud(t, ProvisioningTime(time.Hour))
	arn := mustCreateThroughput(t, c, throughputInput("reserved", novaLiteTuning, 2))
	got := getThroughputOf(t, c, arn)
	if got.Status != types.ProvisionedModelStatusCreating || *got.ModelUnits != 2 || *got.ModelArn != foundationModelARN("us-east-1", novaLiteTuning) ||
		*got.DesiredModelArn != *got.ModelArn || *got.FoundationModelArn != *got.ModelArn || got.CommitmentExpirationTime != nil || got.CommitmentDuration != "" {
		t.Errorf("got %+v", got)
	}
	wantError[*types.ConflictException](t, deleteThroughputOf(t, c, arn), "Creating")
	noError(t, c.sandbox.Advance(time.Hour))
	for _, id := range []string{arn, arn[len(arn)-12:], "reserved"} {
		if got := getThroughputOf(t, c, id); got.Status != types.ProvisionedModelStatusInService {
			t.Errorf("%s is %s", id, got.Status)
		}
	}
	noError(t, deleteThroughputOf(t, c, arn))
	wantError[*types.ResourceNotFoundException](t, deleteThroughputOf(t, c, arn), arn)
}

func TestThroughput_isReadyAfterASecondByDefault(t *testing.T) {
	c := newCloud(t)
	arn := mustCreateThroughput(t, c, throughputInput("reserved", novaLiteTuning, 1))
	if got := getThroughputOf(t, c, arn).Status; got != types.ProvisionedModelStatusCreating {
		t.Errorf("at once it is %s", got)
	}
	noError(t, c.sandbox.Advance(time.Second))
	if got := getThroughputOf(t, c, arn).Status; got != types.ProvisionedModelStatusInService {
		t.Errorf("after a second it is %s", got)
	}
}

func TestThroughput_commitmentHoldsUntilItsTerm(t *testing.T) {
	terms := map[types.CommitmentDuration]time.Time{
		types.CommitmentDurationOneMonth:  catalogDate().AddDate(0, 1, 0),
		types.CommitmentDurationSixMonths: catalogDate().AddDate(0, 6, 0),
	}
	for commitment, ends := range terms {
		t.Run(string(commitment), func(t *testing.T) {
			c := newCloud(t)
			in := throughputInput("reserved", novaLiteTuning, 1)
			in.CommitmentDuration = commitment
			arn := mustCreateThroughput(t, c, in)
			got := getThroughputOf(t, c, arn)
			if off := got.CommitmentExpirationTime.Sub(ends); off < 0 || off > time.Minute {
				t.Errorf("expires %s, want about %s", got.CommitmentExpirationTime, ends)
			}
			c.settle(t)
			wantError[*types.ConflictException](t, deleteThroughputOf(t, c, arn), "commitment")
			noError(t, c.sandbox.SetClock(ends.AddDate(0, 0, 1)))
			noError(t, deleteThroughputOf(t, c, arn))
		})
	}
}

func TestThroughput_createRefuses(t *testing.T) {
	cases := map[string]struct {
		name, model string
		units       int32
		commitment  types.CommitmentDuration
		want        func(*testing.T, error)
	}{
		"no units":                        {units: -1, want: wantInvalid("modelUnits")},
		"a name with a blank":             {name: "a b", want: wantInvalid("provisionedModelName")},
		"a name of 64 characters":         {name: strings.Repeat("a", 64), want: wantInvalid("less than or equal to 63")},
		"a commitment of no enum":         {commitment: "TwoWeeks", want: wantInvalid("commitmentDuration")},
		"a model that is not provisioned": {model: "openai.gpt-5.6-sol", want: wantInvalid("does not support Provisioned Throughput")},
		"a model that is on demand":       {model: novaLite, want: wantInvalid("does not support Provisioned Throughput")},
		"a model of another region":       {model: foundationModelARN("us-west-2", novaLiteTuning), want: wantInvalid("another region")},
		"a model nobody has":              {model: "acme.house-model", want: func(t *testing.T, err error) { t.Helper(); wantError[*types.ResourceNotFoundException](t, err, "acme") }},
		"a legacy model": {model: "amazon.nova-canvas-v1:0", want: func(t *testing.T, err error) {
			t.Helper()
			wantError[*types.ResourceNotFoundException](t, err, "Legacy")
		}},
		"more units than the quota": {units: 11, want: func(t *testing.T, err error) {
			t.Helper()
			wantError[*types.ServiceQuotaExceededException](t, err, "11 model units")
		}},
		"a custom model of another account": {model: "arn:aws:bedrock:us-east-1:123456789012:custom-model/amazon.nova-lite-v1:0/abcdefghijkl", want: func(t *testing.T, err error) {
			t.Helper()
			wantError[*types.AccessDeniedException](t, err, "another account")
		}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			in := throughputInput("reserved", novaLiteTuning, 1)
			if tc.name != "" {
				in.ProvisionedModelName = &tc.name
			}
			if tc.model != "" {
				in.ModelId = &tc.model
			}
			if tc.units != 0 {
				in.ModelUnits = &tc.units
			}
			in.CommitmentDuration = tc.commitment
			_, err := c.bedrock.CreateProvisionedModelThroughput(t.Context(), in)
			tc.want(t, err)
			list, err := c.bedrock.ListProvisionedModelThroughputs(t.Context(), nil)
			noError(t, err)
			if len(list.ProvisionedModelSummaries) != 0 {
				t.Error("the refused create left a throughput")
			}
		})
	}
}

func wantInvalid(saying string) func(*testing.T, error) {
	return func(t *testing.T, err error) { t.Helper(); wantError[*types.ValidationException](t, err, saying) }
}

func TestThroughput_unitsCountAgainstTheQuotaUntilTheyAreDeleted(t *testing.T) {
	c := newCloud(t)
	arn := mustCreateThroughput(t, c, throughputInput("one", novaLiteTuning, 8))
	c.settle(t)
	_, err := c.bedrock.CreateProvisionedModelThroughput(t.Context(), throughputInput("two", novaLiteTuning, 3))
	wantError[*types.ServiceQuotaExceededException](t, err, "8 of 10")
	in := throughputInput("committed", novaLiteTuning, 3)
	in.CommitmentDuration = types.CommitmentDurationOneMonth
	mustCreateThroughput(t, c, in) // committed units have a quota of their own
	noError(t, deleteThroughputOf(t, c, arn))
	mustCreateThroughput(t, c, throughputInput("two", novaLiteTuning, 3))
	noError(t, c.sandbox.SetServiceQuota("us-east-1", unitQuota(false, false), 0))
	_, err = c.bedrock.CreateProvisionedModelThroughput(t.Context(), throughputInput("three", novaLiteTuning, 1))
	wantError[*types.ServiceQuotaExceededException](t, err, "of 0")
}

func TestThroughput_oneTokenIsOnePurchase(t *testing.T) {
	c := newCloud(t)
	in := throughputInput("reserved", novaLiteTuning, 1)
	in.ClientRequestToken = aws.String("token-1")
	if first, again := mustCreateThroughput(t, c, in), mustCreateThroughput(t, c, in); first != again {
		t.Errorf("bought twice: %s and %s", first, again)
	}
	in.ModelUnits = aws.Int32(2)
	_, err := c.bedrock.CreateProvisionedModelThroughput(t.Context(), in)
	wantError[*types.ValidationException](t, err, "token-1")
	_, err = c.bedrock.CreateProvisionedModelThroughput(t.Context(), throughputInput("reserved", novaLiteTuning, 1))
	wantError[*types.ValidationException](t, err, "already in use")
}

func TestThroughput_updatesNameAlwaysAndModelOnlyOfCustomModels(t *testing.T) {
	c := newCloud(t)
	first, err := c.sandbox.AddCustomModel("us-east-1", "first", novaLiteTuning)
	noError(t, err)
	sibling, err := c.sandbox.AddCustomModel("us-east-1", "sibling", novaLiteTuning)
	noError(t, err)
	stranger, err := c.sandbox.AddCustomModel("us-east-1", "stranger", "amazon.nova-micro-v1:0:128k")
	noError(t, err)
	base := mustCreateThroughput(t, c, throughputInput("base", novaLiteTuning, 1))
	custom := mustCreateThroughput(t, c, throughputInput("custom", first, 1))
	update := func(id string, name, model *string) error {
		_, err := c.bedrock.UpdateProvisionedModelThroughput(t.Context(), &bedrock.UpdateProvisionedModelThroughputInput{
			ProvisionedModelId: &id, DesiredProvisionedModelName: name, DesiredModelId: model,
		})
		return err
	}
	wantError[*types.ValidationException](t, update(base, aws.String("renamed"), nil), "Creating")
	c.settle(t)
	noError(t, update(base, aws.String("renamed"), nil))
	if got := *getThroughputOf(t, c, base).ProvisionedModelName; got != "renamed" {
		t.Errorf("name %s", got)
	}
	wantError[*types.ValidationException](t, update(base, aws.String("custom"), nil), "already in use")
	wantError[*types.ValidationException](t, update(base, nil, &sibling), "associated with a base model")
	wantError[*types.ValidationException](t, update(custom, nil, &stranger), "another base model")
	wantError[*types.ValidationException](t, update(custom, aws.String("moved"), aws.String("amazon.nova-micro-v1:0:128k")), "neither")
	if got := *getThroughputOf(t, c, custom).ProvisionedModelName; got != "custom" {
		t.Errorf("a refused update renamed it to %s", got)
	}
	noError(t, update(custom, nil, &sibling))
	if got := getThroughputOf(t, c, custom); got.Status != types.ProvisionedModelStatusUpdating || *got.ModelArn != first || *got.DesiredModelArn != sibling {
		t.Errorf("during the update: %s %s -> %s", got.Status, *got.ModelArn, *got.DesiredModelArn)
	}
	wantError[*types.ConflictException](t, deleteThroughputOf(t, c, custom), "Updating")
	c.settle(t)
	if got := getThroughputOf(t, c, custom); got.Status != types.ProvisionedModelStatusInService || *got.ModelArn != sibling || *got.FoundationModelArn != foundationModelARN("us-east-1", novaLiteTuning) {
		t.Errorf("after the update: %s %s", got.Status, *got.ModelArn)
	}
}

func TestThroughput_canFail(t *testing.T) {
	c := newCloud(t)
	arn := mustCreateThroughput(t, c, throughputInput("reserved", novaLiteTuning, 1))
	noError(t, c.sandbox.FailThroughput(arn, "no capacity"))
	if got := getThroughputOf(t, c, arn); got.Status != types.ProvisionedModelStatusFailed || *got.FailureMessage != "no capacity" {
		t.Errorf("got %s %s", got.Status, aws.ToString(got.FailureMessage))
	}
	noError(t, deleteThroughputOf(t, c, arn))
	if err := c.sandbox.FailThroughput(arn, "again"); err == nil {
		t.Error("what does not exist has failed")
	}
}

func TestThroughput_listsFilterSortAndPage(t *testing.T) {
	c := newCloud(t)
	for _, name := range []string{"alpha", "beta", "alphabet"} {
		mustCreateThroughput(t, c, throughputInput(name, novaLiteTuning, 1))
		noError(t, c.sandbox.Advance(time.Minute))
	}
	failed := getThroughputOf(t, c, "beta")
	noError(t, c.sandbox.FailThroughput(*failed.ProvisionedModelArn, "no capacity"))
	cases := map[string]struct {
		in   bedrock.ListProvisionedModelThroughputsInput
		want []string
	}{
		"all, oldest first":        {want: []string{"alpha", "beta", "alphabet"}},
		"newest first":             {bedrock.ListProvisionedModelThroughputsInput{SortOrder: types.SortOrderDescending}, []string{"alphabet", "beta", "alpha"}},
		"by a part of the name":    {bedrock.ListProvisionedModelThroughputsInput{NameContains: aws.String("alpha")}, []string{"alpha", "alphabet"}},
		"by status":                {bedrock.ListProvisionedModelThroughputsInput{StatusEquals: types.ProvisionedModelStatusFailed}, []string{"beta"}},
		"by model":                 {bedrock.ListProvisionedModelThroughputsInput{ModelArnEquals: aws.String(foundationModelARN("us-east-1", novaLite))}, nil},
		"created after the second": {bedrock.ListProvisionedModelThroughputsInput{CreationTimeAfter: aws.Time(failed.CreationTime.Add(time.Second))}, []string{"alphabet"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			tc.in.MaxResults = aws.Int32(1)
			var got []string
			pages := bedrock.NewListProvisionedModelThroughputsPaginator(c.bedrock, &tc.in)
			for pages.HasMorePages() {
				page, err := pages.NextPage(t.Context())
				noError(t, err)
				for _, s := range page.ProvisionedModelSummaries {
					got = append(got, *s.ProvisionedModelName)
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
