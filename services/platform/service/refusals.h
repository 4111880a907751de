// What a method may be refused with, as its contract says (opora.options.v1.refuses).
#pragma once

#include <map>
#include <string>

#include <google/protobuf/descriptor.h>

#include "platform/result/result.h"

namespace opora {

struct BoundMethod;
struct HostObserver;

// Reasons, each with the code that it is given with.
using Reasons = std::map<std::string, Code, std::less<>>;

// Those that the method's own contract declares.
Reasons reasons_of(const google::protobuf::MethodDescriptor* method);
// Those that any method may give (opora.options.v1.every_method_refuses). From any thread.
const Reasons& reasons_of_every_method();

// Of a call that was let in. Tells the observer of a refusal whose reason, or its code, the method doesn't declare: a
// mistake of ours. In builds for tests it is answered as that, REFUSAL_UNDECLARED, so that tests of refusals are tests
// of declarations. Elsewhere it stays: whoever called is better off with what is wrong than with nothing.
void hold_to_contract(const BoundMethod& method, const std::string& service, Error& refusal, HostObserver& observer);

}  // namespace opora
