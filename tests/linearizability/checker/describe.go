// A history in words, for whoever has to find out what went wrong.
package main

import (
	"fmt"
	"io"
	"math"
	"sort"
	"time"

	"github.com/anishathalye/porcupine"
)

func describeInput(in Input) string {
	switch in.Op {
	case "register":
		return fmt.Sprintf("register g%d of %d%s", in.Group, in.Heads, describeRequest(in))
	case "cancel":
		return fmt.Sprintf("cancel g%d%s", in.Group, describeRequest(in))
	case "change":
		return fmt.Sprintf("change g%d to %d%s%s", in.Group, in.Heads, describePart(in), describeRequest(in))
	case "group":
		return fmt.Sprintf("look at g%d", in.Group)
	}
	return "look at seats"
}

func describePart(in Input) string {
	if in.Part < 0 {
		return ""
	}
	return fmt.Sprintf(", or let more wait as g%d", in.Part)
}

func describeRequest(in Input) string {
	if in.Request < 0 {
		return ""
	}
	return fmt.Sprintf(" (request r%d, sent more than once)", in.Request)
}

func describeOutput(in Input, out Output) string {
	switch {
	case out.Unknown:
		return "never heard"
	case out.Refused != "":
		return "refused: " + out.Refused
	case in.Op == "cancel":
		return fmt.Sprintf("done, %d promoted", out.Promoted)
	case in.Op == "change" && out.PartHeads > 0:
		return fmt.Sprintf("still %d, and %d wait at place %d", out.Heads, out.PartHeads, out.Place)
	case in.Op == "change":
		return fmt.Sprintf("now %d, %d promoted", out.Heads, out.Promoted)
	case in.Op == "seats":
		return fmt.Sprintf("%d of %d taken, %d groups of %d wait",
			out.Confirmed, in.Capacity, out.WaitingGroups, out.WaitingHeads)
	case out.Place > 0:
		return fmt.Sprintf("%s at place %d", out.Status, out.Place)
	}
	return out.Status
}

func describe(operation porcupine.Operation) string {
	in, out := operation.Input.(Input), operation.Output.(Output)
	until := "..."
	if operation.Return != math.MaxInt64 {
		until = time.Duration(operation.Return).Round(time.Microsecond).String()
	}
	return fmt.Sprintf("%12s – %-12s client %2d  %s -> %s", time.Duration(operation.Call).Round(time.Microsecond), until,
		operation.ClientId, describeInput(in), describeOutput(in, out))
}

// explain prints the longest order that a desk could have served in, and what was left over then.
func explain(to io.Writer, history History, found porcupine.LinearizationInfo) {
	var longest []porcupine.Operation
	for _, orders := range found.PartialLinearizationsOperations() {
		for _, order := range orders {
			if len(order) > len(longest) {
				longest = order
			}
		}
	}
	desk := Desk{}
	served := map[porcupine.Operation]int{}
	fmt.Fprintf(to, "  one desk could have served these %d of %d in this order:\n", len(longest), len(history.Operations))
	for _, operation := range longest {
		desk, _ = desk.serve(operation.Input.(Input), operation.Output.(Output))
		served[operation]++
		fmt.Fprintf(to, "    %s\n", describe(operation))
	}
	fmt.Fprintf(to, "  after which %d seats are taken and %d groups wait, and none of these can come next:\n",
		desk.taken(), len(desk.line))
	left := append([]porcupine.Operation(nil), history.Operations...)
	sort.Slice(left, func(i, j int) bool { return left[i].Call < left[j].Call })
	for _, operation := range left {
		if served[operation] > 0 {
			served[operation]--
			continue
		}
		fmt.Fprintf(to, "    %s\n", describe(operation))
	}
}
