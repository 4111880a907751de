// Shows that each rule finds what breaks it: a contract with one thing wrong, planted beside the real ones.
#include <gtest/gtest.h>

#include "rules.h"

namespace opora::contract {
namespace {

struct Case {
  std::string rule;
  Violations (*violations)(const Contracts&);
  std::string planted;  // the body of a file after its imports
  std::string found;    // part of the one line expected; empty when nothing is wrong
};

void PrintTo(const Case& row, std::ostream* out) { *out << row.rule; }

// A whole file around what a case plants.
std::string file_of(const std::string& body) {
  return R"(syntax = "proto3";
package opora.planted.v1;
import "google/api/annotations.proto";
import "opora/options/v1/options.proto";
)" + body;
}

std::string policy(const std::string& says) { return "option (opora.options.v1.policy) = {" + says + "}; "; }

std::string method_with(const std::string& access) {
  return "message R { string site_id = 1; int32 number = 2; } service S { rpc Go(R) returns (R) { "
         "option (opora.options.v1.access) = {" + access + "}; } }";
}

// A method that names a policy of these grants.
std::string granted(const std::string& grants, const std::string& of = "") {
  return policy("name: \"p\" " + grants) + method_with("policy: \"p\" " + of);
}

const std::string kAll = "grants: {role: ROLE_OPERATOR}";
const std::string kLimited = "grants: {role: ROLE_COORDINATOR within: \"region\"}";

std::string field_with(const std::string& field_options) {
  return "message M { string name = 1 [(opora.options.v1.field) = {" + field_options + "}]; }";
}

std::string event_with(const std::string& data) {
  return "message Name { string text = 1 [(opora.options.v1.field) = {data: " + data + "}]; } "
         "message Came { repeated Name names = 1; } message Event { oneof event { Came came = 1; } }";
}

std::string request_with(const std::string& fields) {
  return "message R {" + fields + "} message A {} service S { rpc Go(R) returns (A); }";
}

const std::string kUuid = "[(opora.options.v1.field) = {format: FORMAT_UUID}];";

std::string refused(const std::string& reasons) {
  return "message R {} service S { rpc Go(R) returns (R) { option (opora.options.v1.refuses) = {" + reasons + "}; } }";
}

// A method of such a request, with what is planted as its mapping.
std::string reached(const std::string& request, const std::string& rule) {
  return "message R {" + request + "} message A {} service S { rpc Go(R) returns (A) { option (google.api.http) = {" +
         rule + "}; } }";
}

// A sealed method, with what else is said of it.
std::string sealed(const std::string& request, const std::string& says = "", const std::string& answer = "") {
  return "message R {" + request + "} message A {" + answer +
         "} service S { rpc Go(R) returns (A) { option (opora.options.v1.sealed) = true; " + says + "} }";
}

// The same for those of a policy.
std::string sealed_for_some(const std::string& says = "") {
  return policy("name: \"p\" " + kAll) +
         sealed("string thing_id = 2;", "option (opora.options.v1.access) = {policy: \"p\"}; " + says);
}

std::string by_http(const std::string& rule) { return "option (google.api.http) = {" + rule + "}; "; }

const std::string kPublic = "[(opora.options.v1.field) = {data: DATA_CLASS_PUBLIC}];";
const std::string kIdentifying = "[(opora.options.v1.field) = {data: DATA_CLASS_IDENTIFYING}];";
const std::string kQuery = "string thing_id = 2 " + kPublic;
const std::string kCommand = "string request_id = 1; " + kQuery;

class Planted : public ::testing::TestWithParam<Case> {};

TEST_P(Planted, is_found) {
  FilesByName files = files_below(OPORA_PROTO_FOLDER);
  files["opora/planted/v1/planted.proto"] = file_of(GetParam().planted);
  const Contracts contracts(std::move(files));
  ASSERT_EQ(contracts.mistakes(), Violations());

  const Violations violations = GetParam().violations(contracts);
  if (GetParam().found.empty()) {
    EXPECT_EQ(violations, Violations());
    return;
  }
  ASSERT_EQ(violations.size(), 1U);
  EXPECT_NE(violations[0].find(GetParam().found), std::string::npos) << violations[0];
}

INSTANTIATE_TEST_SUITE_P(
    Rules, Planted,
    ::testing::Values(
        Case{"a method for all of a role", access_violations, granted(kAll), ""},
        Case{"a method within a limit", access_violations, granted(kLimited, "of: \"site_id\""), ""},
        Case{"a method without a policy", access_violations, method_with(""), "Go: nobody may call it"},
        Case{"a policy that is not there", access_violations, method_with("policy: \"q\""), "no policy 'q'"},
        Case{"a policy for no method", access_violations, policy("name: \"q\" " + kAll) + granted(kAll),
             "'q' is named by no method"},
        Case{"two policies of one name", access_violations, policy("name: \"p\" " + kAll) + granted(kAll),
             "'p' is defined twice"},
        Case{"a policy for nobody", access_violations, granted(""), "lets nobody in"},
        Case{"a grant for no role", access_violations, granted("grants: {}"), "without a role"},
        Case{"a grant that waits for nothing", access_violations,
             granted("grants: {role: ROLE_OPERATOR before_known: true}"), "`before_known` without `within`"},
        Case{"a limit on nothing", access_violations, granted(kLimited), "names no text field"},
        Case{"a limit on an unknown field", access_violations, granted(kLimited, "of: \"room_id\""), "'room_id'"},
        Case{"a limit on a number", access_violations, granted(kLimited, "of: \"number\""), "'number'"},
        Case{"a field without a limit", access_violations, granted(kAll, "of: \"site_id\""),
             "where no grant has a limit"},
        Case{"a field that tells nothing of itself", field_violations, field_with("max: 3"), "M.name: no data class"},
        Case{"bounds that nothing meets", field_violations,
             field_with("data: DATA_CLASS_PUBLIC at_least: 2 at_most: 1"), "at_least above at_most"},
        Case{"a file kept for no reason", record_violations,
             "option (opora.options.v1.record) = {retention: \"A year.\"}; message M {}", "no purpose"},
        Case{"a file kept for ever", record_violations,
             "option (opora.options.v1.record) = {purpose: \"Tells.\"}; message M {}", "no retention"},
        Case{"an event with an id", event_violations, event_with("DATA_CLASS_PSEUDONYMOUS"), ""},
        Case{"an event with a name deep inside", event_violations, event_with("DATA_CLASS_IDENTIFYING"),
             "Name.text: DATA_CLASS_IDENTIFYING"},
        Case{"an event with an answer deep inside", event_violations, event_with("DATA_CLASS_SENSITIVE"),
             "Name.text: DATA_CLASS_SENSITIVE"},
        Case{"ids as they should be", id_violations,
             request_with("string request_id = 1 " + kUuid + "repeated string person_ids = 2 " + kUuid), ""},
        Case{"a request id of any form", id_violations, request_with("string request_id = 1;"), "no UUID"},
        Case{"a request id further down", id_violations, request_with("string request_id = 2 " + kUuid), "first"},
        Case{"a request id to leave out", id_violations,
             request_with("string request_id = 1 [(opora.options.v1.field) = {format: FORMAT_UUID optional: true}];"),
             "optional"},
        Case{"another id of any form", id_violations, request_with("repeated string person_ids = 1;"), "person_ids"},
        Case{"refusals as they should be", refusal_violations, refused("conflict: \"FULL\" invalid: \"NO_2\""), ""},
        Case{"a reason in small letters", refusal_violations, refused("conflict: \"Full\""), "'Full' is no reason"},
        Case{"a reason that says nothing", refusal_violations, refused("conflict: \"\""), "'' is no reason"},
        Case{"a reason twice", refusal_violations, refused("conflict: [\"FULL\", \"FULL\"]"), "FULL is declared twice"},
        Case{"a reason with another code", refusal_violations,
             refused("conflict: \"FULL\"") + " service T { rpc Go(R) returns (R) { option (opora.options.v1.refuses) = "
                                              "{invalid: \"FULL\"}; } }",
             "T.Go: FULL is invalid, and of opora.planted.v1.S.Go it is conflict"},
        Case{"a reason of every method", refusal_violations, refused("invalid: \"MALFORMED_REQUEST\""),
             "may be given of every method"},
        Case{"a code that is the platform's", refusal_violations, refused("internal: \"LAZY\""),
             "only the platform refuses with internal"},
        Case{"a sealed method for anybody", access_violations, sealed(kQuery), ""},
        Case{"a sealed method for some", access_violations, sealed_for_some(), ""},
        Case{"a limit on what anybody may call", access_violations,
             sealed(kQuery, "option (opora.options.v1.access) = {of: \"thing_id\"}; "), "where nothing has a limit"},
        Case{"a sealed method of which nothing is kept", sealed_violations, sealed(kQuery), ""},
        Case{"a sealed method that is remembered", sealed_violations, sealed("string request_id = 1;"),
             "Go: sealed, and has a request_id"},
        Case{"a sealed method that tells a name", sealed_violations,
             sealed(kQuery, "", "N n = 1; } message N { string name = 1 " + kIdentifying), "tells opora.planted"},
        Case{"a thing in the address of a sealed method", sealed_violations,
             sealed(kQuery, by_http("post: \"/v1/things/{thing_id}:tell\" body: \"*\"")), "{thing_id}:tell"},
        Case{"a thing in the address of a sealed method for some", sealed_violations,
             sealed_for_some(by_http("post: \"/v1/things/{thing_id}:open\" body: \"*\"")), ""},
        Case{"a sealed method by POST", http_violations, sealed(kQuery, by_http("post: \"/v1/things\" body: \"*\"")),
             ""},
        Case{"a sealed method by GET", http_violations, sealed(kQuery, by_http("get: \"/v1/things\"")),
             "what is sealed comes by POST"},
        Case{"a sealed method without a body", http_violations, sealed(kQuery, by_http("post: \"/v1/things\"")),
             "is the body"},
        Case{"a query by GET", http_violations, reached(kQuery, "get: \"/v1/things/{thing_id}\""), ""},
        Case{"a query that names somebody by POST", http_violations,
             reached("string name = 2 " + kIdentifying, "post: \"/v1/things:find\" body: \"*\""), ""},
        Case{"a command by PUT", http_violations,
             reached(kCommand, "put: \"/v1/things/{thing_id}\" body: \"*\""), ""},
        Case{"a command by POST", http_violations,
             reached(kCommand, "post: \"/v1/things/{thing_id}:mend\" body: \"*\""), ""},
        Case{"a method that HTTP doesn't reach", http_violations, reached(kQuery, ""), "Go: no HTTP mapping"},
        Case{"another way that is none", http_violations,
             reached(kQuery, "get: \"/v1/things/{thing_id}\" additional_bindings: {}"), "no HTTP mapping"},
        Case{"a path of no version", http_violations,
             reached(kQuery, "get: \"/things/{thing_id}\""), "no path: /things"},
        Case{"a path in capitals", http_violations,
             reached(kQuery, "get: \"/v1/Things/{thing_id}\""), "no path: /v1/T"},
        Case{"a variable that is no field", http_violations, reached(kQuery, "get: \"/v1/things/{id}\""),
             "{id} is no text of the request"},
        Case{"a name in a path", http_violations,
             reached("string name = 2 " + kIdentifying, "get: \"/v1/things/{name}\""), "{name} says who somebody is"},
        Case{"a name among the parameters", http_violations,
             reached("string name = 2 " + kIdentifying, "get: \"/v1/things\""), "name says who somebody is"},
        Case{"a message among the parameters", http_violations,
             reached("A a = 2 " + kPublic, "get: \"/v1/things\""), "a can't be a parameter"},
        Case{"a query with a body", http_violations, reached(kQuery, "get: \"/v1/things/{thing_id}\" body: \"*\""),
             "GET has no body"},
        Case{"a query by POST", http_violations, reached(kQuery, "post: \"/v1/things\" body: \"*\""),
             "a query is asked by GET"},
        Case{"a command by GET", http_violations, reached(kCommand, "get: \"/v1/things/{thing_id}\""),
             "a command comes by PUT or POST"},
        Case{"a command by DELETE", http_violations, reached(kCommand, "delete: \"/v1/things/{thing_id}\""),
             "a command comes by PUT or POST"},
        Case{"a command without a body", http_violations, reached(kCommand, "put: \"/v1/things/{thing_id}\""),
             "is the body"},
        Case{"PUT of no thing", http_violations, reached(kCommand, "put: \"/v1/things\" body: \"*\""),
             "is PUT under its own address"},
        Case{"POST of a thing", http_violations, reached(kCommand, "post: \"/v1/things/{thing_id}\" body: \"*\""),
             "is PUT under its own address"},
        Case{"an address of another's", http_violations, reached(kQuery, "get: \"/v1/rounds\""),
             "ListRounds: /v1/rounds is also opora.planted.v1.S.Go's"},
        Case{"an address that may be another's", http_violations,
             reached("string other = 2 " + kPublic, "get: \"/v1/rounds/{other}/sessions\""),
             "ListSessions: /v1/rounds/{round_id}/sessions is also opora.planted.v1.S.Go's"}));

}  // namespace
}  // namespace opora::contract
