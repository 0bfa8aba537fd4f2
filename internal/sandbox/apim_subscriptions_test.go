package sandbox

import "testing"

func TestSubscriptions_keepTheirKeysOutOfReads(t *testing.T) {
	b := newApimBox(t)
	b.must("PUT", "/apis/chat", simpleAPI("chat"))
	b.must("PUT", "/subscriptions/mine", properties(`"displayName":"mine","scope":"/apis/chat","state":"active"`))
	for name, key := range map[string]string{"mine": "sandbox-subscription-key-1-of-sandbox-mine", "master": "sandbox-subscription-key-1-of-sandbox-master"} {
		read := b.must("GET", "/subscriptions/"+name, "")
		if read.at("properties", "primaryKey") != "" || read.at("properties", "state") != "active" {
			t.Errorf("%s is %s", name, read.text)
		}
		if got := b.must("POST", "/subscriptions/"+name+"/listSecrets", ""); got.at("primaryKey") != key || got.at("secondaryKey") == "" {
			t.Errorf("the secrets of %s are %s", name, got.text)
		}
	}
	if got := b.must("GET", "/subscriptions/mine", ""); got.at("properties", "scope") != APIManagementID()+"/apis/chat" {
		t.Errorf("the scope is %s", got.text)
	}
	b.must("PUT", "/subscriptions/mine", properties(`"displayName":"mine","scope":"/apis","primaryKey":"other"`))
	if got := b.must("POST", "/subscriptions/mine/listSecrets", ""); got.at("primaryKey") != "other" || got.at("secondaryKey") != "sandbox-subscription-key-2-of-sandbox-mine" {
		t.Errorf("the changed secrets are %s", got.text)
	}
	wantStatus(t, b.call("POST", "/subscriptions/nobody/listSecrets", "", ""), 404)
	wantRefusal(t, b.call("PUT", "/subscriptions/other", properties(`"displayName":"other","scope":"/apis/nothing"`), ""), 400, "ValidationError", "")
}

func TestSubscriptions_waitForAnApprovalUnlessTheyAreActive(t *testing.T) {
	b := newApimBox(t)
	if got := b.must("PUT", "/subscriptions/mine", properties(`"displayName":"mine","scope":"/apis"`)); got.at("properties", "state") != "submitted" {
		t.Errorf("the subscription is %s", got.text)
	}
}
