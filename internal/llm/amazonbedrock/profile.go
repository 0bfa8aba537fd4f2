package amazonbedrock

import (
	"context"
	"iter"

	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// profiles are application inference profiles: on-demand deployments of foundation models.
type profiles struct{}

func (profiles) find(ctx context.Context, c *client, name string) (arn, bool, error) {
	return newestNamed(name, profiles{}.list(ctx, c))
}

// create waits for its turn among other creates, which the service refuses with a conflict.
func (profiles) create(ctx context.Context, c *client, spec llm.DeploymentSpec, native llm.Native) (string, error) {
	in := toProfile(spec, native, c.region, c.account, newToken())
	answer, err := c.bedrock.CreateInferenceProfile(ctx, in, func(o *bedrock.Options) { o.Retryer = c.retryer.patient() })
	if err != nil {
		return "", err
	}
	return deref(answer.InferenceProfileArn), nil
}

func (profiles) get(ctx context.Context, c *client, a arn) (*llm.Deployment, error) {
	answer, err := c.bedrock.GetInferenceProfile(ctx, &bedrock.GetInferenceProfileInput{InferenceProfileIdentifier: new(a.String())})
	if err != nil {
		return nil, err
	}
	return fromProfile(types.InferenceProfileSummary{
		InferenceProfileArn: answer.InferenceProfileArn, InferenceProfileName: answer.InferenceProfileName, Models: answer.Models,
		Status: answer.Status, Type: answer.Type, CreatedAt: answer.CreatedAt, Description: answer.Description,
	}), nil
}

func (profiles) list(ctx context.Context, c *client) iter.Seq2[*llm.Deployment, error] {
	return mapped(listProfiles(ctx, c, types.InferenceProfileTypeApplication), fromProfile)
}

// update has nothing to do: only the tags of a profile can change.
func (profiles) update(context.Context, *client, *llm.Deployment, llm.DeploymentSpec, llm.Native) error {
	return nil
}

func (profiles) remove(ctx context.Context, c *client, a arn) error {
	_, err := c.bedrock.DeleteInferenceProfile(ctx, &bedrock.DeleteInferenceProfileInput{InferenceProfileIdentifier: new(a.String())})
	return err
}

func listProfiles(ctx context.Context, c *client, of types.InferenceProfileType) iter.Seq2[types.InferenceProfileSummary, error] {
	return allPages(ctx, func(ctx context.Context, token *string) ([]types.InferenceProfileSummary, *string, error) {
		answer, err := c.bedrock.ListInferenceProfiles(ctx, &bedrock.ListInferenceProfilesInput{
			TypeEquals: of, MaxResults: new(int32(pageSize)), NextToken: token,
		})
		if err != nil {
			return nil, nil, err
		}
		return answer.InferenceProfileSummaries, answer.NextToken, nil
	})
}

// mapped translates every item of a list.
func mapped[From, To any](items iter.Seq2[From, error], translate func(From) To) iter.Seq2[To, error] {
	return func(yield func(To, error) bool) {
		for item, err := range items {
			if err != nil {
				var none To
				yield(none, err)
				return
			}
			if !yield(translate(item), nil) {
				return
			}
		}
	}
}

// newestNamed reads a list to its end for what bears the name.
func newestNamed(name string, all iter.Seq2[*llm.Deployment, error]) (arn, bool, error) {
	var found *llm.Deployment
	for have, err := range all {
		if err != nil {
			return arn{}, false, translate("find deployment", name, err)
		}
		if have.Name == name && (found == nil || preferred(have, found)) {
			found = have
		}
	}
	if found == nil {
		return arn{}, false, nil
	}
	a, err := parseDeploymentARN(found.ID.Value)
	return a, err == nil, err
}

func preferred(a, b *llm.Deployment) bool {
	if order := a.Created.Compare(b.Created); order != 0 {
		return order > 0
	}
	return a.ID.Value < b.ID.Value
}
