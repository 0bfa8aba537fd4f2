package sandbox

import (
	"encoding/json"
	"fmt"
	"time"
)

// stateVersion is raised when an older file could no longer be read; such a file is refused, never reinterpreted.
const stateVersion = 1

// state is everything a sandbox remembers, and the layout of its file.
type state struct {
	Version     int           `json:"version"`
	Started     time.Time     `json:"started"` // real time at which the sandbox was made
	ClockOffset time.Duration `json:"clock_offset,omitempty"`
	Serial      int           `json:"serial"` // numbers made by nextSerial, so that ids never repeat
	Azure       azureState    `json:"azure"`
	AWS         awsState      `json:"aws"`
}

// catalogDate is the day on which the catalog was true, and the sandbox's time at birth.
func catalogDate() time.Time {
	return time.Date(2026, time.August, 22, 0, 0, 0, 0, time.UTC)
}

func newState(wall time.Time) *state {
	st := &state{Version: stateVersion, Started: wall.UTC()}
	seedAzure(st)
	seedAgentCore(st)
	return st
}

// now returns the sandbox's time at the real time wall.
func (st *state) now(wall time.Time) time.Time {
	return catalogDate().Add(wall.Sub(st.Started)).Add(st.ClockOffset).UTC()
}

// nextSerial returns a number that this sandbox has not returned before, starting at 1.
func (st *state) nextSerial() int {
	st.Serial++
	return st.Serial
}

func decodeState(data []byte) (*state, error) {
	st := &state{}
	if err := json.Unmarshal(data, st); err != nil {
		return nil, fmt.Errorf("read sandbox state: %w", err)
	}
	if st.Version != stateVersion {
		return nil, fmt.Errorf("read sandbox state: version %d is not supported, only %d: delete the file to start anew",
			st.Version, stateVersion)
	}
	return st, nil
}

func encodeState(st *state) ([]byte, error) {
	data, err := json.MarshalIndent(st, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write sandbox state: %w", err)
	}
	return append(data, '\n'), nil
}
