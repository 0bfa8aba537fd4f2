package sandbox

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"
	"github.com/google/go-cmp/cmp"
)

func mustAddModel(t *testing.T, c cloud, name string) (arn string) {
	t.Helper()
	arn, err := c.sandbox.AddCustomModel("us-east-1", name, novaLiteTuning)
	noError(t, err)
	return arn
}

func TestCustomModel_isReadByNameAndARN(t *testing.T) {
	c := newCloud(t)
	arn := mustAddModel(t, c, "tuned")
	for _, id := range []string{arn, "tuned"} {
		got, err := c.bedrock.GetCustomModel(t.Context(), &bedrock.GetCustomModelInput{ModelIdentifier: &id})
		noError(t, err)
		if *got.ModelArn != arn || *got.ModelName != "tuned" || *got.BaseModelArn != foundationModelARN("us-east-1", novaLiteTuning) {
			t.Errorf("%s: got %+v", id, got)
		}
	}
	_, err := c.bedrock.GetCustomModel(t.Context(), &bedrock.GetCustomModelInput{ModelIdentifier: aws.String("nobody")})
	wantError[*types.ResourceNotFoundException](t, err, "nobody")
}

func TestCustomModel_lists(t *testing.T) {
	c := newCloud(t)
	mustAddModel(t, c, "one")
	mustAddModel(t, c, "two")
	cases := map[string]struct {
		in   bedrock.ListCustomModelsInput
		want []string
	}{
		"all":                {want: []string{"one", "two"}},
		"by name":            {bedrock.ListCustomModelsInput{NameContains: aws.String("tw")}, []string{"two"}},
		"by base model":      {bedrock.ListCustomModelsInput{BaseModelArnEquals: aws.String(novaLiteIn("us-east-1"))}, nil},
		"those of others":    {bedrock.ListCustomModelsInput{IsOwned: aws.Bool(false)}, nil},
		"those that failed":  {bedrock.ListCustomModelsInput{ModelStatus: types.ModelStatusFailed}, nil},
		"those that are own": {bedrock.ListCustomModelsInput{IsOwned: aws.Bool(true)}, []string{"one", "two"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			tc.in.MaxResults = aws.Int32(1)
			var got []string
			pages := bedrock.NewListCustomModelsPaginator(c.bedrock, &tc.in)
			for pages.HasMorePages() {
				page, err := pages.NextPage(t.Context())
				noError(t, err)
				for _, m := range page.ModelSummaries {
					got = append(got, *m.ModelName)
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestCustomModel_addRefuses(t *testing.T) {
	c := newCloud(t)
	mustAddModel(t, c, "taken")
	for name, in := range map[string][3]string{
		"a base nobody has":      {"us-east-1", "tuned", "acme.none"},
		"a region it has not":    {"mars-north-1", "tuned", novaLiteTuning},
		"a name that is taken":   {"us-east-1", "taken", novaLiteTuning},
		"a name with a blank":    {"us-east-1", "a b", novaLiteTuning},
		"a base with three dots": {"us-east-1", "tuned", "openai.gpt-5.6-sol"},
	} {
		t.Run(name, func(t *testing.T) {
			if arn, err := c.sandbox.AddCustomModel(in[0], in[1], in[2]); err == nil {
				t.Errorf("added %s", arn)
			}
		})
	}
}

func deploymentInput(name, model string) *bedrock.CreateCustomModelDeploymentInput {
	return &bedrock.CreateCustomModelDeploymentInput{ModelDeploymentName: &name, ModelArn: &model}
}

func mustDeploy(t *testing.T, c cloud, in *bedrock.CreateCustomModelDeploymentInput) (arn string) {
	t.Helper()
	out, err := c.bedrock.CreateCustomModelDeployment(t.Context(), in)
	noError(t, err)
	return *out.CustomModelDeploymentArn
}

func deploymentOf(t *testing.T, c cloud, id string) *bedrock.GetCustomModelDeploymentOutput {
	t.Helper()
	out, err := c.bedrock.GetCustomModelDeployment(t.Context(), &bedrock.GetCustomModelDeploymentInput{CustomModelDeploymentIdentifier: &id})
	noError(t, err)
	return out
}

func deleteDeploymentOf(t *testing.T, c cloud, id string) error {
	t.Helper()
	_, err := c.bedrock.DeleteCustomModelDeployment(t.Context(), &bedrock.DeleteCustomModelDeploymentInput{CustomModelDeploymentIdentifier: &id})
	return err
}

func moveDeployment(t *testing.T, c cloud, id, model string) error {
	t.Helper()
	_, err := c.bedrock.UpdateCustomModelDeployment(t.Context(), &bedrock.UpdateCustomModelDeploymentInput{CustomModelDeploymentIdentifier: &id, ModelArn: &model})
	return err
}

func TestCustomDeployment_livesFromCreateToDelete(t *testing.T) {
	c := newCloud(t)
	in := deploymentInput("chat", mustAddModel(t, c, "tuned"))
	in.Description = aws.String("fine-tuned, for tests")
	arn := mustDeploy(t, c, in)
	if got := deploymentOf(t, c, arn); got.Status != types.CustomModelDeploymentStatusCreating || *got.Description != "fine-tuned, for tests" || got.UpdateDetails != nil {
		t.Errorf("got %+v", got)
	}
	wantError[*types.ConflictException](t, deleteDeploymentOf(t, c, arn), "being created")
	c.settle(t)
	for _, id := range []string{arn, "chat"} {
		if got := deploymentOf(t, c, id); got.Status != types.CustomModelDeploymentStatusActive {
			t.Errorf("%s is %s", id, got.Status)
		}
	}
	noError(t, deleteDeploymentOf(t, c, arn))
	wantError[*types.ResourceNotFoundException](t, deleteDeploymentOf(t, c, arn), arn)
}

func TestCustomDeployment_movesToAnotherModel(t *testing.T) {
	c := newCloud(t)
	first, second := mustAddModel(t, c, "first"), mustAddModel(t, c, "second")
	arn := mustDeploy(t, c, deploymentInput("chat", first))
	wantError[*types.ValidationException](t, moveDeployment(t, c, arn, second), "being created")
	c.settle(t)
	wantError[*types.ResourceNotFoundException](t, moveDeployment(t, c, arn, first[:len(first)-1]+"0"), "custom-model")
	noError(t, moveDeployment(t, c, arn, second))
	if got := deploymentOf(t, c, arn); *got.ModelArn != first || *got.UpdateDetails.ModelArn != second || got.UpdateDetails.UpdateStatus != types.CustomModelDeploymentUpdateStatusUpdating || got.Status != types.CustomModelDeploymentStatusActive {
		t.Errorf("during the update: %+v", got)
	}
	c.settle(t)
	if got := deploymentOf(t, c, arn); *got.ModelArn != second || got.UpdateDetails.UpdateStatus != types.CustomModelDeploymentUpdateStatusUpdateCompleted {
		t.Errorf("after the update: %+v", got)
	}
}

func TestCustomDeployment_canFail(t *testing.T) {
	c := newCloud(t)
	first, second := mustAddModel(t, c, "first"), mustAddModel(t, c, "second")
	t.Run("while it serves", func(t *testing.T) {
		arn := mustDeploy(t, c, deploymentInput("one", first))
		c.settle(t)
		noError(t, c.sandbox.FailCustomModelDeployment(arn, "lost"))
		if got := deploymentOf(t, c, arn); got.Status != types.CustomModelDeploymentStatusFailed || *got.FailureMessage != "lost" {
			t.Errorf("got %s %s", got.Status, aws.ToString(got.FailureMessage))
		}
		wantError[*types.ValidationException](t, moveDeployment(t, c, arn, second), "failed")
		noError(t, deleteDeploymentOf(t, c, arn))
	})
	t.Run("in an update it serves on what it served", func(t *testing.T) {
		arn := mustDeploy(t, c, deploymentInput("two", first))
		c.settle(t)
		noError(t, moveDeployment(t, c, arn, second))
		noError(t, c.sandbox.FailCustomModelDeployment(arn, "no capacity"))
		got := deploymentOf(t, c, arn)
		if got.Status != types.CustomModelDeploymentStatusActive || *got.ModelArn != first || got.UpdateDetails.UpdateStatus != types.CustomModelDeploymentUpdateStatusUpdateFailed {
			t.Errorf("got %+v", got)
		}
		noError(t, moveDeployment(t, c, arn, second)) // and can be tried again
		c.settle(t)
		if got := deploymentOf(t, c, arn); *got.ModelArn != second || got.FailureMessage != nil {
			t.Errorf("got %+v", got)
		}
	})
}

func TestCustomDeployment_createRefuses(t *testing.T) {
	c := newCloud(t)
	model := mustAddModel(t, c, "tuned")
	mustDeploy(t, c, deploymentInput("taken", model))
	cases := map[string]struct {
		in   *bedrock.CreateCustomModelDeploymentInput
		want func(*testing.T, error)
	}{
		"a name that is taken": {deploymentInput("taken", model), wantInvalid("already in use")},
		"a name with a blank":  {deploymentInput("a b", model), wantInvalid("modelDeploymentName")},
		"a foundation model":   {deploymentInput("chat", novaLiteIn("us-east-1")), wantInvalid("modelArn")},
		"a model that is not": {deploymentInput("chat", model[:len(model)-1]+"0"), func(t *testing.T, err error) {
			t.Helper()
			wantError[*types.ResourceNotFoundException](t, err, "custom-model")
		}},
		"a model of other people": {deploymentInput("chat", "arn:aws:bedrock:us-east-1:123456789012:custom-model/amazon.nova-lite-v1:0/abcdefghijkl"), func(t *testing.T, err error) {
			t.Helper()
			wantError[*types.AccessDeniedException](t, err, "another account")
		}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := c.bedrock.CreateCustomModelDeployment(t.Context(), tc.in)
			tc.want(t, err)
		})
	}
}

func TestCustomDeployment_lists(t *testing.T) {
	c := newCloud(t)
	model := mustAddModel(t, c, "tuned")
	in := deploymentInput("one", model)
	in.ClientRequestToken = aws.String("token-1")
	if first, again := mustDeploy(t, c, in), mustDeploy(t, c, in); first != again {
		t.Errorf("two deployments of one token: %s and %s", first, again)
	}
	c.settle(t)
	mustDeploy(t, c, deploymentInput("two", model))
	cases := map[string]struct {
		in   bedrock.ListCustomModelDeploymentsInput
		want []string
	}{
		"all":              {want: []string{"one", "two"}},
		"newest first":     {bedrock.ListCustomModelDeploymentsInput{SortOrder: types.SortOrderDescending}, []string{"two", "one"}},
		"by status":        {bedrock.ListCustomModelDeploymentsInput{StatusEquals: types.CustomModelDeploymentStatusCreating}, []string{"two"}},
		"by model":         {bedrock.ListCustomModelDeploymentsInput{ModelArnEquals: &model}, []string{"one", "two"}},
		"by name":          {bedrock.ListCustomModelDeploymentsInput{NameContains: aws.String("on")}, []string{"one"}},
		"created long ago": {bedrock.ListCustomModelDeploymentsInput{CreatedBefore: aws.Time(catalogDate().Add(-time.Hour))}, nil},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			tc.in.MaxResults = aws.Int32(1)
			var got []string
			pages := bedrock.NewListCustomModelDeploymentsPaginator(c.bedrock, &tc.in)
			for pages.HasMorePages() {
				page, err := pages.NextPage(t.Context())
				noError(t, err)
				for _, d := range page.ModelDeploymentSummaries {
					got = append(got, *d.CustomModelDeploymentName)
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
