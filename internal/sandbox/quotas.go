package sandbox

import (
	"net/http"
	"slices"
)

// quotasTarget begins the X-Amz-Target of every operation of Service Quotas.
const quotasTarget = "ServiceQuotasV20190624."

func quotaRoutes() []route {
	return []route{
		targetRoute(serviceQuotas, quotasTarget+"ListServiceQuotas", true, listQuotas(false)),
		targetRoute(serviceQuotas, quotasTarget+"ListAWSDefaultServiceQuotas", true, listQuotas(true)),
		targetRoute(serviceQuotas, quotasTarget+"GetServiceQuota", true, getQuota),
	}
}

var (
	serviceCodePattern = lazyPattern(`[a-zA-Z][a-zA-Z0-9-]{1,63}`)
	quotaCodePattern   = lazyPattern(`[a-zA-Z][a-zA-Z0-9-]{1,128}`)
)

// quotaView is ServiceQuota of the official model.
type quotaView struct {
	ServiceCode string  `json:"ServiceCode"`
	ServiceName string  `json:"ServiceName"`
	QuotaARN    string  `json:"QuotaArn"`
	QuotaCode   string  `json:"QuotaCode"`
	QuotaName   string  `json:"QuotaName"`
	Value       float64 `json:"Value"`
	Unit        string  `json:"Unit"`
	Adjustable  bool    `json:"Adjustable"`
	GlobalQuota bool    `json:"GlobalQuota"`
	Level       string  `json:"QuotaAppliedAtLevel"`
}

func (q quota) view(region string) quotaView {
	return quotaView{
		ServiceCode: serviceBedrock, ServiceName: "Amazon Bedrock", QuotaCode: q.code, QuotaName: q.name, Value: q.value,
		QuotaARN: "arn:aws:servicequotas:" + region + ":" + AWSAccount + ":bedrock/" + q.code,
		Unit:     "None", Adjustable: true, Level: "ACCOUNT",
	}
}

// listQuotas answers the region's quotas: the defaults, or the values that hold for the account.
func listQuotas(defaults bool) bedrockOperation {
	return func(st *state, r *request) (any, *awsError) {
		var in struct {
			ServiceCode, QuotaCode, NextToken *string
			MaxResults                        *int
			QuotaAppliedAtLevel               string
		}
		allowed := []string{"ServiceCode", "NextToken", "MaxResults"}
		if !defaults {
			allowed = append(allowed, "QuotaCode", "QuotaAppliedAtLevel")
		}
		if refused := awsMembers(r.body, &in, allowed...); refused != nil {
			return nil, refused.as("IllegalArgumentException")
		}
		size, refused := quotaPageSize(r, in.MaxResults, in.ServiceCode, in.QuotaCode)
		if refused != nil {
			return nil, refused
		}
		quotas := quotasOf(r.region)
		if !defaults {
			quotas = appliedQuotas(st, r.region, in.QuotaCode)
		}
		token := ""
		if in.NextToken != nil {
			token = *in.NextToken
		}
		page, next, ok := awsPage("quotas", quotas, func(q quota) int { return q.number }, token, size)
		if !ok {
			return nil, invalidInput("Invalid NextToken").as("InvalidPaginationTokenException")
		}
		return quotaList(r.region, page, next), nil
	}
}

func quotaPageSize(r *request, maxResults *int, service, code *string) (int, *awsError) {
	if refused := checkQuotaNames(service, code); refused != nil {
		return 0, refused
	}
	size := min(r.opts.pageSize, 100)
	if maxResults == nil {
		return size, nil
	}
	if *maxResults < 1 || *maxResults > 100 {
		return 0, invalidInput("MaxResults must be between 1 and 100").as("IllegalArgumentException")
	}
	return min(*maxResults, size), nil
}

func quotaList(region string, page []quota, next string) map[string]any {
	views := make([]quotaView, 0, len(page))
	for _, q := range page {
		views = append(views, q.view(region))
	}
	body := map[string]any{"Quotas": views}
	if next != "" {
		body["NextToken"] = next
	}
	return body
}

// checkQuotaNames checks the codes of a request; the sandbox has quotas of Bedrock alone. A nil code asks for all.
func checkQuotaNames(service, code *string) *awsError {
	c := &constraints{}
	c.required("serviceCode", service, 1, 63, serviceCodePattern)
	c.optional("quotaCode", code, 128, quotaCodePattern)
	if refused := c.err(); refused != nil {
		return refused.as("IllegalArgumentException")
	}
	if *service != serviceBedrock {
		return &awsError{status: http.StatusNotFound, code: "NoSuchResourceException", message: "The sandbox has no quotas of the service " + *service + "."}
	}
	return nil
}

func getQuota(st *state, r *request) (any, *awsError) {
	var in struct{ ServiceCode, QuotaCode, ContextID *string }
	if refused := awsMembers(r.body, &in, "ServiceCode", "QuotaCode", "ContextId"); refused != nil {
		return nil, refused.as("IllegalArgumentException")
	}
	if in.QuotaCode == nil {
		return nil, invalidInput("QuotaCode must not be null").as("IllegalArgumentException")
	}
	if refused := checkQuotaNames(in.ServiceCode, in.QuotaCode); refused != nil {
		return nil, refused
	}
	found := appliedQuotas(st, r.region, in.QuotaCode)
	if len(found) == 0 || in.ContextID != nil { // none of the sandbox's quotas holds for a single resource
		return nil, &awsError{status: http.StatusNotFound, code: "NoSuchResourceException", message: "There is no quota " + *in.QuotaCode + " of bedrock in " + r.region + "."}
	}
	return map[string]any{"Quota": found[0].view(r.region)}, nil
}

// appliedQuotas returns the quotas of a region with the account's values; a code selects one.
func appliedQuotas(st *state, region string, code *string) []quota {
	var quotas []quota
	for _, q := range quotasOf(region) {
		if code == nil || q.code == *code {
			q.value = quotaValue(st, region, q.code)
			quotas = append(quotas, q)
		}
	}
	return quotas
}

// quotaValue returns what holds for the account; 0 for a quota that the region does not have.
func quotaValue(st *state, region, code string) float64 {
	if value, ok := st.AWS.at(region).Quotas[code]; ok {
		return value
	}
	quotas := quotasOf(region)
	i := slices.IndexFunc(quotas, func(q quota) bool { return q.code == code })
	if i < 0 {
		return 0
	}
	return quotas[i].value
}
