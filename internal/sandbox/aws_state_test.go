package sandbox

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrock"
)

func TestAWSState_outlivesTheProcess(t *testing.T) {
	file := filepath.Join(t.TempDir(), "sandbox.json")
	open := func() cloud {
		sb, err := Open(file)
		noError(t, err)
		return clientsOf(t, sb, "us-east-1")
	}
	first := open()
	arns := everyTaggable(t, first)
	in := profileInput("once", systemARN("us-east-1", "us."+novaLite))
	in.ClientRequestToken = aws.String("token-1")
	created, err := first.bedrock.CreateInferenceProfile(t.Context(), in)
	noError(t, err)
	noError(t, first.sandbox.SetServiceQuota("us-east-1", QuotaInferenceProfiles, 2))
	noError(t, first.sandbox.ChangeProfileMembers("us."+novaLite, []string{"us-west-1"}))
	noError(t, first.sandbox.Advance(time.Minute))

	second := open()
	for kind, arn := range arns {
		if got := tagsOf(t, second, arn); got["team"] != "search" {
			t.Errorf("%s lost its tags: %v", kind, got)
		}
	}
	if got := getThroughputOf(t, second, arns["provisioned-model"]); got.Status != "InService" {
		t.Errorf("the throughput is %s", got.Status)
	}
	again, err := second.bedrock.CreateInferenceProfile(t.Context(), in)
	noError(t, err)
	if *again.InferenceProfileArn != *created.InferenceProfileArn {
		t.Error("the token is forgotten")
	}
	profile, err := second.bedrock.GetInferenceProfile(t.Context(), &bedrock.GetInferenceProfileInput{InferenceProfileIdentifier: created.InferenceProfileArn})
	noError(t, err)
	if got := *profile.Models[0].ModelArn; got != novaLiteIn("us-west-1") {
		t.Errorf("the profile routes to %s", got)
	}
	if _, err := second.bedrock.CreateInferenceProfile(t.Context(), profileInput("third", novaLiteIn("us-east-1"))); err == nil {
		t.Error("the quota is forgotten")
	}
}

func TestAWSState_servesManyAtOnce(t *testing.T) {
	c := newCloud(t)
	var done sync.WaitGroup
	for i := range 20 {
		done.Go(func() {
			for range 3 {
				if status, body := c.sandbox.Do("POST", "/inference-profiles", fmt.Sprintf(
					`{"inferenceProfileName":"profile-%d","modelSource":{"copyFrom":%q},"tags":[{"key":"n","value":"1"}]}`, i, novaLiteIn("us-east-1"))); status != 201 {
					t.Errorf("%d %s", status, body)
				}
				c.sandbox.Do("GET", "/inference-profiles?type=APPLICATION", "")
				c.sandbox.Do("POST", "ResourceGroupsTaggingAPI_20170126.GetResources", `{}`)
			}
		})
	}
	done.Wait()
	ids := map[string]bool{}
	for _, p := range c.sandbox.store.last.AWS.Regions["us-east-1"].Profiles {
		ids[p.ID] = true
	}
	if len(ids) != 60 {
		t.Errorf("%d ids of 60 profiles", len(ids))
	}
}
