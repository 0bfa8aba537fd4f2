package sandbox

import (
	"slices"
	"strings"
	"time"
)

// listQuery is what the lists of Bedrock's own resources filter and sort by.
type listQuery struct {
	after, before time.Time
	name          string
	descending    bool
}

// listPlace is an item of a sorted list: its index before sorting and its rank, which rises along the list.
type listPlace struct{ index, order int }

func (p listPlace) rank() int { return p.order }

func listQueryOf(r *request, c *constraints, after, before string) listQuery {
	c.oneOf("sortBy", r.query.Get("sortBy"), "CreationTime")
	c.oneOf("sortOrder", r.query.Get("sortOrder"), "Ascending", "Descending")
	return listQuery{
		after: c.queryTime(r, after), before: c.queryTime(r, before),
		name:       c.queryText(r, "nameContains", 1, 63, throughputNamePattern),
		descending: r.query.Get("sortOrder") == "Descending",
	}
}

func (q listQuery) holds(name string, created time.Time) bool {
	return strings.Contains(name, q.name) && (q.after.IsZero() || created.After(q.after)) &&
		(q.before.IsZero() || created.Before(q.before))
}

// sorted orders n items by creation, oldest first unless asked otherwise: the service's own order is not documented.
func (q listQuery) sorted(n int, serial func(int) int) []listPlace {
	places := make([]listPlace, 0, n)
	for i := range n {
		order := serial(i)
		if q.descending {
			order = -order
		}
		places = append(places, listPlace{index: i, order: order})
	}
	slices.SortFunc(places, func(a, b listPlace) int { return a.order - b.order })
	return places
}
