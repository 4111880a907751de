// The rules every contract keeps. Each says what breaks it, a line each, and says nothing when all is well.
#pragma once

#include <string>
#include <vector>

#include "contracts.h"

namespace opora::contract {

using Violations = std::vector<std::string>;

// Every method names a policy of its file, but for a sealed one that anybody may call, and a text field of the request
// where the policy has limits. Every policy has a name of its own, lets somebody in, and is named by a method.
Violations access_violations(const Contracts&);

// Every field says what it tells about a person, and its bounds can be met.
Violations field_violations(const Contracts&);

// Every file that describes messages says why they are kept, and for how long.
Violations record_violations(const Contracts&);

// What methods are refused with: reasons in UPPER_SNAKE, of one code each in all contracts; on a method none that every
// method may give, nor under a code that is the platform's alone.
Violations refusal_violations(const Contracts&);

// How HTTP reaches the services' methods, and no other: a query by GET, without a body; a command by PUT or POST, and
// what is sealed by POST, whose body is all that the path doesn't hold; each by addresses of its own, of fields of the
// request, which never say who somebody is.
Violations http_violations(const Contracts&);

// A sealed method has no request_id, since nothing of a call is remembered, and tells nobody's name. One that anybody
// may call has an address that holds nothing of the request: addresses are written into logs.
Violations sealed_violations(const Contracts&);

// Nothing an event can reach is identifying or sensitive: an event goes to every service and stays for ever.
Violations event_violations(const Contracts&);

// A command's request_id is its first field and a UUID; so is every other id that a request holds.
Violations id_violations(const Contracts&);

}  // namespace opora::contract
