package llm

import (
	"context"
	"time"
)

// Delete removes a deployment and waits until it is gone. What is still being
// made is waited for first, since a create that finishes later would be lost.
// What is gone already is success. What a create of this process has taken on is
// refused: another resource stands for it. The timeout counts from the moment its turn
// has come.
func (d *Deployments) Delete(ctx context.Context, id ID, timeout time.Duration) error {
	release, err := d.turns.take(ctx, id.Parent)
	if err != nil {
		return err
	}
	defer release()
	if d.claims.hold(id) {
		return shared("delete deployment", id)
	}
	d.snapshots.wrote(id)
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	have, err := d.await(ctx, id, false)
	if IsNotFound(err) {
		return nil
	}
	if err != nil && have.Phase != Failed {
		return err
	}
	if err := d.DeploymentDriver.Delete(ctx, id); err != nil {
		return err
	}
	return d.awaitGone(ctx, id)
}
