package sandbox

import (
	"encoding/xml"
	"net/http"
	"net/url"
)

// stsRoutes answers GetCallerIdentity alone: what clients ask to learn which account they are in.
func stsRoutes() []route {
	return []route{{service: serviceSTS, method: http.MethodPost, path: "/", reads: true, handle: getCallerIdentity}}
}

func callerARN() string { return "arn:aws:iam::" + AWSAccount + ":user/sandbox" }

// getCallerIdentity speaks the query protocol: a form in, XML out.
func getCallerIdentity(_ *state, r *request) reply {
	form, err := url.ParseQuery(string(r.body))
	if err != nil || form.Get("Action") != "GetCallerIdentity" {
		refused := &awsError{
			status: http.StatusBadRequest, code: "InvalidAction",
			message: "Could not find operation " + form.Get("Action") + " for version " + form.Get("Version"),
		}
		return refused.reply(r)
	}
	header, id := awsRequestID()
	type body struct {
		XMLName   xml.Name `xml:"https://sts.amazonaws.com/doc/2011-06-15/ GetCallerIdentityResponse"`
		ARN       string   `xml:"GetCallerIdentityResult>Arn"`
		UserID    string   `xml:"GetCallerIdentityResult>UserId"`
		Account   string   `xml:"GetCallerIdentityResult>Account"`
		RequestID string   `xml:"ResponseMetadata>RequestId"`
	}
	return xmlReply(http.StatusOK, body{ARN: callerARN(), UserID: "AIDASANDBOXSANDBOXSAN", Account: AWSAccount, RequestID: id}).with(header, id)
}
