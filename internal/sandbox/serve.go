package sandbox

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// shutdownTime is how long open requests may take once the server is told to stop.
const shutdownTime = 2 * time.Second

// Serve runs "sandbox serve": it serves the state of one file on a loopback address until ctx ends, and returns the
// exit code of the process: 0 after a clean stop, 1 for a failure, 2 for wrong arguments.
//
//	-state FILE   the file, made when it does not exist; required
//	-listen ADDR  a loopback address; the default 127.0.0.1:0 takes a free port
//	-tls          serve HTTPS with a certificate whose authority is written beside the file
//	-clock TIME   set the sandbox's clock first, to a date or an RFC 3339 time; it runs on from there
//	-latency TIME keep every request back for so long, such as 100ms
//	-throttle     refuse what exceeds the clouds' limits of requests, see [Throttle]
//
// When it listens, it prints one line of JSON to stdout: {"url": …} and, with -tls, "ca": the path of the authority's
// certificate. Below {url}/sandbox/hosts/HOST it answers as a host of the data plane would, such as
// sandbox.openai.azure.com.
func Serve(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("sandbox serve", flag.ContinueOnError)
	flags.SetOutput(stderr)
	path := flags.String("state", "", "the sandbox's `file`, made when it does not exist (required)")
	address := flags.String("listen", "127.0.0.1:0", "the loopback `address` to listen on")
	secure := flags.Bool("tls", false, "serve HTTPS; the certificate authority is written beside the file")
	clock := flags.String("clock", "", "set the sandbox's clock first, to a `date` (2026-12-31) or an RFC 3339 time")
	latency := flags.Duration("latency", 0, "keep every request back for a `time`, such as 100ms")
	throttled := flags.Bool("throttle", false, "answer 429 to what exceeds the limits of requests of Azure Resource Manager and of AgentCore's gateways")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return 0
		}
		return 2
	}
	if *path == "" || flags.NArg() > 0 {
		_, _ = fmt.Fprintln(stderr, "sandbox serve: name the sandbox's file with -state FILE, and nothing else")
		return 2
	}
	err := setClock(*path, *clock) //nolint:contextcheck // before anything is served there is nobody who could give up
	if err == nil {
		err = serve(ctx, *path, *address, *secure, stdout, manners(*latency, *throttled)...)
	}
	if err != nil {
		_, _ = fmt.Fprintf(stderr, "sandbox serve: %v\n", err)
		return 1
	}
	return 0
}

// setClock moves the clock that the file keeps; the empty time leaves it.
func setClock(path, clock string) error {
	if clock == "" {
		return nil
	}
	to, err := time.Parse(time.RFC3339, clock)
	if err != nil {
		to, err = time.Parse(time.DateOnly, clock)
	}
	if err != nil {
		return fmt.Errorf("set clock to %q: it is neither a date nor an RFC 3339 time", clock)
	}
	sb, err := Open(path)
	if err != nil {
		return err
	}
	return sb.SetClock(to)
}

// announcement is the line that tells a parent process where to connect.
type announcement struct {
	URL string `json:"url"`
	CA  string `json:"ca,omitempty"`
}

// manners are the hooks that make the sandbox behave as a cloud far away. Latency comes first: a refusal travels too.
func manners(latency time.Duration, throttled bool) []Hook {
	var hooks []Hook
	if latency > 0 {
		hooks = append(hooks, DelaySend(nil, latency))
	}
	if throttled {
		hooks = append(hooks, Throttle())
	}
	return hooks
}

func serve(ctx context.Context, path, address string, secure bool, stdout io.Writer, hooks ...Hook) error {
	sb, err := Open(path)
	if err != nil {
		return err
	}
	for _, h := range hooks {
		sb.Hook(h)
	}
	listener, err := listenLoopback(ctx, address)
	if err != nil {
		return err
	}
	line := announcement{URL: "http://" + listener.Addr().String()}
	if secure {
		config, ca, err := selfSigned(path)
		if err != nil {
			return errors.Join(err, listener.Close())
		}
		listener = tls.NewListener(listener, config)
		line = announcement{URL: "https://" + listener.Addr().String(), CA: ca}
	}
	if err := json.NewEncoder(stdout).Encode(line); err != nil {
		return errors.Join(fmt.Errorf("announce address: %w", err), listener.Close())
	}
	return serveUntil(ctx, &http.Server{Handler: sb, ReadHeaderTimeout: 10 * time.Second, Protocols: spoken()}, listener)
}

// spoken are the protocols of the server. Clients of bedrock-runtime insist on HTTP/2, also without TLS.
func spoken() *http.Protocols {
	protocols := &http.Protocols{}
	protocols.SetHTTP1(true)
	protocols.SetHTTP2(true)
	protocols.SetUnencryptedHTTP2(true)
	return protocols
}

// listenLoopback refuses every address that other machines could reach: the sandbox takes any credential.
func listenLoopback(ctx context.Context, address string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("listen on %q: %w", address, err)
	}
	if !isLoopback(host) {
		return nil, fmt.Errorf("listen on %q: only a loopback address such as 127.0.0.1:0 is allowed", address)
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("listen on %q: %w", address, err)
	}
	if tcp, ok := listener.Addr().(*net.TCPAddr); !ok || !tcp.IP.IsLoopback() {
		return nil, errors.Join(fmt.Errorf("listen on %q: it is not a loopback address", address), listener.Close())
	}
	return listener, nil
}

func serveUntil(ctx context.Context, server *http.Server, listener net.Listener) error {
	stopped := make(chan error, 1)
	go func() { stopped <- server.Serve(listener) }()
	select {
	case err := <-stopped:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		return errors.Join(fmt.Errorf("stop: %w", err), server.Close())
	}
	if err := <-stopped; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}
