package amazonbedrock

import (
	"context"
	"errors"

	"github.com/aws/smithy-go/middleware"
)

// lastAnswer keeps why the last attempt of a call failed. When the deadline comes while the SDK waits to try again, the
// SDK tells of the deadline alone; what the service said, and its request's id, is what helps.
type lastAnswer struct{ err error }

type lastAnswerKey struct{}

// rememberLastAnswer makes a call that ran into its deadline fail as its last attempt did.
func rememberLastAnswer(stack *middleware.Stack) error {
	around := middleware.InitializeMiddlewareFunc("llmLastAnswer", func(
		ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
	) (middleware.InitializeOutput, middleware.Metadata, error) {
		last := &lastAnswer{}
		out, metadata, err := next.HandleInitialize(context.WithValue(ctx, lastAnswerKey{}, last), in)
		if last.err != nil && errors.Is(err, context.DeadlineExceeded) {
			err = last.err
		}
		return out, metadata, err
	})
	attempt := middleware.FinalizeMiddlewareFunc("llmAttempt", func(
		ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
	) (middleware.FinalizeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleFinalize(ctx, in)
		if last, ok := ctx.Value(lastAnswerKey{}).(*lastAnswer); ok && err != nil && ctx.Err() == nil {
			last.err = err
		}
		return out, metadata, err
	})
	return errors.Join(stack.Initialize.Add(around, middleware.Before), stack.Finalize.Insert(attempt, "Retry", middleware.After))
}
