package amazonbedrock

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func arnSeeds() []string {
	return []string{
		profileARN, unitsARN, "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0", "arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:custom-model-deployment/abcdefghijkl",
		"arn:aws:bedrock:us-east-1:123456789012:custom-model/amazon.nova-lite-v1:0:300k/abcdefghijkl", "arn:aws:bedrock:::inference-profile/x",
		profileARN + "/..", profileARN + "%2F..", "arn:aws:s3:::bucket", "arn:::::", "arn:aws:bedrock:cn-north-1:123456789012:provisioned-model/x", "", "arn:aws:bedrock:us-east-1:123456789012:a/b\n",
	}
}

// FuzzParseARN: what is read prints as it was written, and holds nothing that
// leads out of a path.
func FuzzParseARN(f *testing.F) {
	for _, seed := range arnSeeds() {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := parseARN(text)
		if err != nil {
			if a != (arn{}) {
				t.Errorf("%q is refused, and yet read as %v", text, a)
			}
			return
		}
		if a.String() != text {
			t.Errorf("%q prints as %q", text, a)
		}
		if strings.Contains(text, "..") || strings.ContainsAny(text, "%?#\\ \n\x00") {
			t.Errorf("%q is read as %v", text, a)
		}
	})
}

// FuzzParseID: what is read as the id of a deployment is one whole ARN, reads
// the same again, and its path leads to that object and nowhere else.
func FuzzParseID(f *testing.F) {
	for _, seed := range arnSeeds() {
		f.Add(seed)
	}
	collections := map[string]string{
		kindProfile: "/inference-profiles/", kindThroughput: "/provisioned-model-throughput/", kindCustom: "/model-customization/custom-model-deployments/",
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := parseDeploymentARN(text)
		if err != nil {
			return
		}
		if again, err := parseDeploymentARN(idOf(a).Value); err != nil || again != a || idOf(a).Value != text {
			t.Errorf("%q is read as %v and, when printed, as %v (%v)", text, a, again, err)
		}
		escaped := strings.ReplaceAll(url.PathEscape(text), ":", "%3A")
		r, err := http.NewRequest(http.MethodDelete, "https://"+testHost+collections[a.Kind]+escaped, nil)
		if err != nil || !restRequests(templates())(r) {
			t.Errorf("%q is an id, and its deletion is refused (%v)", text, err)
		}
		for kind, collection := range collections {
			r, err := http.NewRequest(http.MethodDelete, "https://"+testHost+collection+escaped, nil)
			if kind != a.Kind && (err != nil || restRequests(templates())(r)) {
				t.Errorf("%q may be deleted as a %s (%v)", text, kind, err)
			}
		}
	})
}
