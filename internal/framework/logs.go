package framework

import (
	"strings"
)

// QuietLogs switches the libraries' logs off unless a variable of the
// environment asks for one, with set, which is os.Setenv. They would compose a
// line for every step of every call, a fifth of what a plan costs, and terraform
// would take each apart to throw it away.
//
// Of the framework there are warnings and errors alone even then: what it logs
// below names elements of sets and maps by what they hold, and so would tell what
// is confidential.
func QuietLogs(environment []string, set func(name, value string) error) error {
	for _, variable := range environment {
		if name, value, _ := strings.Cut(variable, "="); strings.HasPrefix(name, "TF_LOG") && value != "" {
			return set("TF_LOG_SDK_FRAMEWORK", "warn")
		}
	}
	for _, name := range []string{"TF_LOG_SDK", "TF_LOG_SDK_PROTO", "TF_LOG_SDK_FRAMEWORK", "TF_LOG_PROVIDER"} {
		if err := set(name, "off"); err != nil {
			return err
		}
	}
	return nil
}
