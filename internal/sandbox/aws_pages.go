package sandbox

import (
	"encoding/base64"
	"fmt"
	"slices"
	"time"
)

// awsTime is how restJson1 writes a time.
const awsTime = "2006-01-02T15:04:05.999999Z"

// awsStamp returns nil for the zero time, so that the member is left out.
func awsStamp(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	text := t.UTC().Format(awsTime)
	return &text
}

// pageToken marks the place after the item with the given number in a list.
func pageToken(list string, number int) string {
	return base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "%s/%d", list, number))
}

// afterToken reads a token of the same list; false for any other text.
func afterToken(list, token string) (int, bool) {
	raw, err := base64.StdEncoding.DecodeString(token)
	if err != nil {
		return 0, false
	}
	var number int
	if _, err := fmt.Sscanf(string(raw), list+"/%d", &number); err != nil || pageToken(list, number) != token {
		return 0, false
	}
	return number, true
}

// awsPage returns the items after the token and the token of the next page, "" where there is none. The numbers of
// items rise; an item that is created or deleted between two pages shifts none of the others.
func awsPage[T any](list string, items []T, number func(T) int, token string, size int) (page []T, next string, ok bool) {
	start := 0
	if token != "" {
		last, known := afterToken(list, token)
		if !known {
			return nil, "", false
		}
		for start < len(items) && number(items[start]) <= last {
			start++
		}
	}
	end := min(start+size, len(items))
	page = slices.Clone(items[start:end])
	if page == nil {
		page = []T{}
	}
	if end < len(items) {
		next = pageToken(list, number(items[end-1]))
	}
	return page, next, true
}

// bedrockPage pages a list of Bedrock by the parameters maxResults and nextToken.
func bedrockPage[T any](r *request, c *constraints, list string, items []T, number func(T) int) ([]T, string) {
	return pageWithin(r, c, list, items, number, 1000)
}

// pageWithin pages a list by the parameters maxResults, from 1 to most, and nextToken.
func pageWithin[T any](r *request, c *constraints, list string, items []T, number func(T) int, most int) ([]T, string) {
	size := c.queryNumber(r, "maxResults", 1, most)
	if size < 1 {
		size = most
	}
	page, next, ok := awsPage(list, items, number, r.query.Get("nextToken"), min(size, r.opts.pageSize))
	if !ok {
		c.breaksf(r.query.Get("nextToken"), "nextToken", "Member must be a token of this list")
	}
	return page, next
}
