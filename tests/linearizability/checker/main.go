// Judges histories of seats: is what the clients saw what one desk, serving one at a time, could have told them?
//
// Usage: checker [-limit DURATION] FILE
//
// FILE holds one operation a line, as tests/linearizability/history.h writes them; each session is a history of its
// own. Exit code: 0 all are linearizable, 1 one is not, 3 none was found wrong but one took too long, 2 a bad file.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"
	"time"

	"github.com/anishathalye/porcupine"
)

// How many violations are told in full.
const explainedMax = 2

const (
	exitLinearizable = 0
	exitViolated     = 1
	exitBadFile      = 2
	exitUnknown      = 3
)

type verdict struct {
	result porcupine.CheckResult
	took   time.Duration
}

// judgeAll checks as many histories at once as there are processors.
func judgeAll(histories []History, limit time.Duration) []verdict {
	verdicts := make([]verdict, len(histories))
	next := make(chan int)
	var workers sync.WaitGroup
	for i := 0; i < runtime.GOMAXPROCS(0); i++ {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for at := range next {
				began := time.Now()
				result := porcupine.CheckOperationsTimeout(Model, histories[at].Operations, limit)
				verdicts[at] = verdict{result, time.Since(began)}
			}
		}()
	}
	for at := range histories {
		next <- at
	}
	close(next)
	workers.Wait()
	return verdicts
}

// report prints what was found and returns the exit code.
func report(to io.Writer, histories []History, verdicts []verdict, limit time.Duration) int {
	count := map[porcupine.CheckResult]int{}
	operations := 0
	var longest time.Duration
	for at, history := range histories {
		operations += len(history.Operations)
		count[verdicts[at].result]++
		if verdicts[at].took > longest {
			longest = verdicts[at].took
		}
		switch verdicts[at].result {
		case porcupine.Unknown:
			fmt.Fprintf(to, "session %s: not decided within %s\n", history.Session, limit)
		case porcupine.Illegal:
			fmt.Fprintf(to, "session %s: NOT LINEARIZABLE\n", history.Session)
			if count[porcupine.Illegal] <= explainedMax {
				_, found := porcupine.CheckOperationsVerbose(Model, history.Operations, limit)
				explain(to, history, found)
			}
		}
	}
	fmt.Fprintf(to, "%d histories, %d operations: %d linearizable, %d violations, %d unknown; the longest took %s\n",
		len(histories), operations, count[porcupine.Ok], count[porcupine.Illegal], count[porcupine.Unknown],
		longest.Round(time.Millisecond))
	switch {
	case count[porcupine.Illegal] > 0:
		return exitViolated
	case count[porcupine.Unknown] > 0:
		return exitUnknown
	}
	return exitLinearizable
}

func main() {
	limit := flag.Duration("limit", 30*time.Second, "how long one history may take")
	flag.Parse()
	file, err := os.Open(flag.Arg(0))
	if err != nil {
		fmt.Fprintln(os.Stderr, "checker:", err)
		os.Exit(exitBadFile)
	}
	defer file.Close()
	histories, err := Read(file)
	if err == nil && len(histories) == 0 {
		err = fmt.Errorf("%s has no history", flag.Arg(0))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "checker:", err)
		os.Exit(exitBadFile)
	}
	os.Exit(report(os.Stdout, histories, judgeAll(histories, *limit), *limit))
}
