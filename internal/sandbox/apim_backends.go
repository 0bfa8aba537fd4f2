package sandbox

import (
	"regexp"
	"strings"
)

func backendKind() *apimKind {
	return &apimKind{
		segment: "backends", noun: "Backend", idName: "backendId", longest: 80, name: regexp.MustCompile(`(^[\w]+$)|(^[\w][\w\-]+[\w]$)`),
		members: backendMembers(), check: checkBackend, users: usersOfBackend,
		show: func(v *apimView) any { return v.stored() },
	}
}

// backendProperties are those of a backend that rules are about.
type backendProperties struct {
	Type           string             `json:"type"`
	URL            string             `json:"url"`
	Protocol       string             `json:"protocol"`
	CircuitBreaker *backendBreaker    `json:"circuitBreaker"`
	Credentials    *backendCredential `json:"credentials"`
	Pool           *backendPool       `json:"pool"`
}

type backendBreaker struct {
	Rules []struct {
		FailureCondition *struct {
			Count            *int     `json:"count"`
			Percentage       *int     `json:"percentage"`
			Interval         string   `json:"interval"`
			ErrorReasons     []string `json:"errorReasons"`
			StatusCodeRanges []struct {
				Min int `json:"min"`
				Max int `json:"max"`
			} `json:"statusCodeRanges"`
		} `json:"failureCondition"`
	} `json:"rules"`
}

type backendCredential struct {
	Authorization   *struct{} `json:"authorization"`
	ManagedIdentity *struct {
		ClientID string `json:"clientId"`
	} `json:"managedIdentity"`
	Certificate    []string            `json:"certificate"`
	CertificateIDs []string            `json:"certificateIds"`
	Header         map[string][]string `json:"header"`
}

type backendPool struct {
	Services []struct {
		ID string `json:"id"`
	} `json:"services"`
}

func (b *backendProperties) pooled() bool { return b.Type == "Pool" }

// memberName returns the name of a pool's member from its ARM id, or from the short form that some templates use; ""
// for what is no backend of the service.
func (es *apimEntities) memberName(id string) string {
	for _, prefix := range []string{es.svc.id(), ""} {
		prefix += "/backends/"
		if len(id) > len(prefix) && strings.EqualFold(id[:len(prefix)], prefix) && !strings.Contains(id[len(prefix):], "/") {
			return id[len(prefix):]
		}
	}
	return ""
}

// usersOfBackend are the pools and policies that name it.
func usersOfBackend(es *apimEntities, e *apimEntity) []string {
	var users []*apimEntity
	for _, other := range es.below("backends") {
		var b backendProperties
		other.into(&b)
		if b.Pool == nil {
			continue
		}
		for _, member := range b.Pool.Services {
			if strings.EqualFold(es.memberName(member.ID), e.name()) {
				users = append(users, other)
			}
		}
	}
	for _, policy := range es.policies() {
		mentioned := strings.Contains(strings.ToLower(policy.text()), strings.ToLower(e.name())) // spares most a parse
		if mentioned && policyNamesBackend(policy.document(), e.name()) {
			users = append(users, policy)
		}
	}
	return sortedPaths(users)
}
