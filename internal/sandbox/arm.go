package sandbox

func armRoutes() []route { return nil }

func armAuthorize(rt *route, pathKnown bool, r *request) *reply {
	if rt == nil {
		p := jsonReply(404, map[string]string{"message": "unknown operation"})
		return &p
	}
	return nil
}
