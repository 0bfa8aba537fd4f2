package sandbox

import (
	"regexp"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/servicequotas"
	"github.com/aws/aws-sdk-go-v2/service/servicequotas/types"
)

func quotasByName(t *testing.T, c cloud) map[string]types.ServiceQuota {
	t.Helper()
	found := map[string]types.ServiceQuota{}
	codes := map[string]string{}
	pages := servicequotas.NewListServiceQuotasPaginator(c.quotas, &servicequotas.ListServiceQuotasInput{ServiceCode: aws.String("bedrock")})
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context())
		noError(t, err)
		for _, q := range page.Quotas {
			if other, taken := codes[*q.QuotaCode]; taken && other != *q.QuotaName {
				t.Errorf("%s is the code of %q and of %q", *q.QuotaCode, other, *q.QuotaName)
			}
			codes[*q.QuotaCode] = *q.QuotaName
			found[*q.QuotaName] = q
		}
	}
	return found
}

func TestQuotas_nameWhatARegionOffers(t *testing.T) {
	c := newCloud(t)
	quotas := quotasByName(t, c)
	for name, code := range map[string]string{
		"Inference profiles per account":                                                     "L-40EC9882",
		"Custom models per account":                                                          "L-CB5B847D",
		"Cross-region model inference tokens per minute for Amazon Nova Lite":                "",
		"Global cross-region model inference tokens per minute for OpenAI GPT-5.6 Sol":       "",
		"On-demand model inference tokens per minute for Amazon Nova Lite":                   "L-70423BF8",
		"On-demand model inference tokens per minute for Amazon Nova Micro":                  "L-CFA4FA0D",
		"Cross-region model inference tokens per minute for Anthropic Claude Sonnet 4 V1":    "L-59759B4A",
		"Cross-region model inference requests per minute for Anthropic Claude Haiku 4.5 V1": "",
		"Model units no-commitment Provisioned Throughputs across base models":               "",
	} {
		q, ok := quotas[name]
		switch {
		case !ok:
			t.Errorf("there is no quota %q", name)
		case !regexp.MustCompile(`^L-[0-9A-F]{8}$`).MatchString(*q.QuotaCode) || code != "" && *q.QuotaCode != code:
			t.Errorf("%q has the code %s, want %s", name, *q.QuotaCode, code)
		case *q.Value <= 0:
			t.Errorf("%q is %v", name, *q.Value)
		}
	}
	if _, has := quotas["On-demand model inference tokens per minute for OpenAI GPT-5.6 Sol"]; has {
		t.Error("there is a quota for a way to call that us-east-1 does not have")
	}
	if len(quotas) < 100 {
		t.Errorf("%d quotas: the list fits one page, so paging is not tried", len(quotas))
	}
}

func TestQuotas_canBeRaisedAndStayDefaults(t *testing.T) {
	c := newCloud(t)
	noError(t, c.sandbox.SetServiceQuota("us-east-1", QuotaInferenceProfiles, 5))
	got, err := c.quotas.GetServiceQuota(t.Context(), &servicequotas.GetServiceQuotaInput{ServiceCode: aws.String("bedrock"), QuotaCode: aws.String(QuotaInferenceProfiles)})
	noError(t, err)
	if *got.Quota.Value != 5 {
		t.Errorf("value %v", *got.Quota.Value)
	}
	defaults, err := c.quotas.ListAWSDefaultServiceQuotas(t.Context(), &servicequotas.ListAWSDefaultServiceQuotasInput{ServiceCode: aws.String("bedrock")})
	noError(t, err)
	if *defaults.Quotas[0].QuotaCode != QuotaInferenceProfiles || *defaults.Quotas[0].Value != 1000 {
		t.Errorf("default %s = %v", *defaults.Quotas[0].QuotaCode, *defaults.Quotas[0].Value)
	}
	one, err := c.quotas.ListServiceQuotas(t.Context(), &servicequotas.ListServiceQuotasInput{ServiceCode: aws.String("bedrock"), QuotaCode: aws.String(QuotaInferenceProfiles)})
	noError(t, err)
	if len(one.Quotas) != 1 || *one.Quotas[0].Value != 5 {
		t.Errorf("listed by code: %+v", one.Quotas)
	}
	other := clientsOf(t, c.sandbox, "eu-west-1")
	if q := quotasByName(t, other)["Inference profiles per account"]; *q.Value != 1000 || !strings.Contains(*q.QuotaArn, "eu-west-1") {
		t.Errorf("eu-west-1 has %v, %s", *q.Value, *q.QuotaArn)
	}
	if err := c.sandbox.SetServiceQuota("us-east-1", "L-00000000", 1); err == nil {
		t.Error("an unknown quota was set")
	}
}

func TestQuotas_refuse(t *testing.T) {
	c := newCloud(t)
	_, err := c.quotas.ListServiceQuotas(t.Context(), &servicequotas.ListServiceQuotasInput{ServiceCode: aws.String("ec2")})
	wantError[*types.NoSuchResourceException](t, err, "ec2")
	_, err = c.quotas.GetServiceQuota(t.Context(), &servicequotas.GetServiceQuotaInput{ServiceCode: aws.String("bedrock"), QuotaCode: aws.String("L-00000000")})
	wantError[*types.NoSuchResourceException](t, err, "L-00000000")
	_, err = c.quotas.ListServiceQuotas(t.Context(), &servicequotas.ListServiceQuotasInput{ServiceCode: aws.String("bedrock"), MaxResults: aws.Int32(101)})
	wantError[*types.IllegalArgumentException](t, err, "MaxResults")
	_, err = c.quotas.ListServiceQuotas(t.Context(), &servicequotas.ListServiceQuotasInput{ServiceCode: aws.String("bedrock"), NextToken: aws.String("eHh4")})
	wantError[*types.InvalidPaginationTokenException](t, err, "")
}

// Two versions of a model may share a title, and with it one quota.
func TestQuotas_listEachCodeOnce(t *testing.T) {
	for _, region := range bedrockRegions() {
		names := map[string]string{}
		for _, q := range quotasOf(region) {
			if other, twice := names[q.code]; twice {
				t.Errorf("%s: %s is the code of %q and of %q", region, q.code, other, q.name)
			}
			names[q.code] = q.name
		}
	}
}
