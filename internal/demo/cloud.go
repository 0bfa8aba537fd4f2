package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"time"
)

// cloud is a plain client of both control planes, as far as the demo needs them. It shares nothing with the provider.
type cloud struct {
	url string
}

const (
	apiVersion = "?api-version=2026-03-01"

	azureAuth = "Bearer any"
	// The sandbox looks at the shape and the scope of a signature: it knows no secret to check it with.
	bedrockAuth = "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/bedrock/aws4_request, " +
		"SignedHeaders=host, Signature=0000"
)

// list returns the ids of every deployment on the Azure account of ids, then of every application profile on Bedrock.
func (c *cloud) list(ctx context.Context, ids ids) ([]string, error) {
	var azure struct {
		Value []struct {
			ID string `json:"id"`
		} `json:"value"`
	}
	if err := c.call(ctx, azureAuth, http.MethodGet, path.Dir(ids.Azure)+apiVersion, nil, &azure); err != nil {
		return nil, fmt.Errorf("list deployments: %w", err)
	}
	var bedrock struct {
		Profiles []struct {
			ARN string `json:"inferenceProfileArn"`
		} `json:"inferenceProfileSummaries"`
	}
	if err := c.call(ctx, bedrockAuth, http.MethodGet, "/inference-profiles?type=APPLICATION", nil, &bedrock); err != nil {
		return nil, fmt.Errorf("list inference profiles: %w", err)
	}
	var found []string
	for _, d := range azure.Value {
		found = append(found, d.ID)
	}
	for _, p := range bedrock.Profiles {
		found = append(found, p.ARN)
	}
	return found, nil
}

// growAzure adds a fifth to a deployment's capacity: it reads the deployment, puts it back whole, as the API wants it,
// and waits until Azure has carried it out.
func (c *cloud) growAzure(ctx context.Context, id string) (before, after int, err error) {
	body, before, err := c.deployment(ctx, id)
	if err != nil {
		return 0, 0, err
	}
	after = before + before/5
	sku, isObject := body["sku"].(map[string]any)
	if !isObject {
		return 0, 0, errors.New("read deployment: it has no sku")
	}
	sku["capacity"] = after
	if err := c.call(ctx, azureAuth, http.MethodPut, id+apiVersion, body, nil); err != nil {
		return 0, 0, fmt.Errorf("put deployment: %w", err)
	}
	return before, after, c.settle(ctx, id, after)
}

// settle waits until a deployment has succeeded with a capacity.
func (c *cloud) settle(ctx context.Context, id string, capacity int) error {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	for {
		body, have, err := c.deployment(ctx, id)
		if err != nil {
			return err
		}
		properties, _ := body["properties"].(map[string]any)
		if properties["provisioningState"] == "Succeeded" && have == capacity {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for deployment: capacity %d, want %d: %w", have, capacity, ctx.Err())
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// deployment returns a deployment as Azure sent it, and its capacity.
func (c *cloud) deployment(ctx context.Context, id string) (map[string]any, int, error) {
	var body map[string]any
	if err := c.call(ctx, azureAuth, http.MethodGet, id+apiVersion, nil, &body); err != nil {
		return nil, 0, fmt.Errorf("get deployment: %w", err)
	}
	sku, _ := body["sku"].(map[string]any)
	capacity, isNumber := sku["capacity"].(float64)
	if !isNumber {
		return nil, 0, errors.New("get deployment: it has no capacity")
	}
	return body, int(capacity), nil
}

func (c *cloud) tagBedrock(ctx context.Context, arn, key, value string) error {
	body := map[string]any{
		"resourceARN": arn,
		"tags":        []map[string]string{{"key": key, "value": value}},
	}
	if err := c.call(ctx, bedrockAuth, http.MethodPost, "/tagResource", body, nil); err != nil {
		return fmt.Errorf("tag inference profile: %w", err)
	}
	return nil
}

// call sends one request and decodes the answer into out. In and out may be nil: no body, no answer wanted.
func (c *cloud) call(ctx context.Context, auth, method, pathAndQuery string, in, out any) error {
	req, err := request(ctx, method, c.url+pathAndQuery, in)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", auth)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close() //nolint:errcheck // nothing more is read
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		return fmt.Errorf("read answer: %w", err)
	}
	if resp.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("%s %s: %s: %s", method, req.URL.Path, resp.Status, answer)
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(answer, out)
}

func request(ctx context.Context, method, url string, in any) (*http.Request, error) {
	if in == nil {
		return http.NewRequestWithContext(ctx, method, url, http.NoBody)
	}
	body, err := json.Marshal(in)
	if err != nil {
		return nil, fmt.Errorf("encode request: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("make request: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	return req, nil
}
