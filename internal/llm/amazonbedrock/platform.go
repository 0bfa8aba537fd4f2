// Package amazonbedrock deploys language models on Amazon Bedrock: application inference profiles for on-demand use,
// provisioned throughput, and deployments of custom models.
package amazonbedrock

import (
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Platform is Amazon Bedrock under one configuration. It opens itself on the first call that needs the network. It is
// safe for concurrent use.
type Platform struct {
	config Config
}

// NewPlatform keeps the configuration. It asks nothing of the network or the file system and never fails: what is
// wrong with the configuration is an error of the first call.
func NewPlatform(cfg Config) *Platform {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &Platform{config: cfg}
}

// Deployments returns the driver of deployments.
func (p *Platform) Deployments() llm.DeploymentDriver {
	return nil
}
