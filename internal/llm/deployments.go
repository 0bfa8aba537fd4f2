package llm

import "time"

// Deployments is the portable half of every platform: it queues writes, waits
// until they settle and verifies what came of them. It is safe for concurrent
// use.
type Deployments struct {
	DeploymentDriver

	turns     turns
	claims    claims
	plans     plans
	snapshots snapshots
	now       func() time.Time
}

// NewDeployments wraps a driver. Now tells the platform's time; nil is the
// machine's clock.
func NewDeployments(driver DeploymentDriver, now func() time.Time) *Deployments {
	if now == nil {
		now = time.Now
	}
	d := &Deployments{DeploymentDriver: driver, now: now}
	d.snapshots.lists.Keep = snapshotKept
	return d
}

// Now is the platform's time.
func (d *Deployments) Now() time.Time { return d.now() }
