"""What every release of the chart keeps to, whatever its values: each rule returns its violations in words.

chart_test.py asks them of all value files, and plants a bug for each to see that it is found.
"""

from support.chart import called, containers, environment, is_hook, of_kind, pods, services

PORTS = {"grpc": 7400, "metrics": 7401, "health": 7402}
LIBPQ = {"PGUSER", "PGPASSWORD", "PGSSLROOTCERT"}
PLACES = {"OPORA_LISTEN_ADDRESS": "grpc", "OPORA_METRICS_ADDRESS": "metrics", "OPORA_HEALTH_ADDRESS": "health"}
PROBES = {"startupProbe": "live", "livenessProbe": "live", "readinessProbe": ""}


def pods_are_confined(objects):
    """Nobody is root, nothing is written but what is mounted for it, nothing more may be done, no token is at hand."""
    for whose, _, spec in pods(objects):
        security = spec.get("securityContext", {})
        wanted = {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}}
        yield from (f"{whose}: {key} is {security.get(key)}" for key, value in wanted.items()
                    if security.get(key) != value)
        if not security.get("runAsUser") or not security.get("fsGroup"):
            yield f"{whose}: runs as no user of its own"
        if spec.get("automountServiceAccountToken") is not False:
            yield f"{whose}: mounts a token"
        if spec.get("enableServiceLinks") is not False:
            yield f"{whose}: service links are variables OPORA_…, and no service starts with one it does not know"
        if set(spec) & {"hostNetwork", "hostPID", "hostIPC"}:
            yield f"{whose}: shares something with its node"
        for container in containers(spec):
            security = container.get("securityContext", {})
            wanted = {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True,
                      "capabilities": {"drop": ["ALL"]}}
            yield from (f"{whose}/{container['name']}: {key} is {security.get(key)}" for key, value in wanted.items()
                        if security.get(key) != value)
            if "privileged" in security or "runAsUser" in security:
                yield f"{whose}/{container['name']}: is confined otherwise than its pod"
            if "memory" not in container.get("resources", {}).get("limits", {}):
                yield f"{whose}/{container['name']}: may take all memory of its node"


def ports_agree(objects):
    """Where a service listens, what its container names, its probes ask and its addresses lead to is the same."""
    for each in services(objects):
        container = each["spec"]["template"]["spec"]["containers"][0]
        named = {port["name"]: port["containerPort"] for port in container["ports"]}
        if named != PORTS:
            yield f"{called(each)}: names the ports {named}"
        for variable, port in PLACES.items():
            told = environment(container).get(variable)
            if told != f"0.0.0.0:{PORTS[port]}":
                yield f"{called(each)}: {variable} is {told}, and its port {port} {PORTS[port]}"
        for probe, service in PROBES.items():
            asked = container.get(probe, {}).get("grpc")
            if asked != {"port": PORTS["health"], "service": service}:
                yield f"{called(each)}: its {probe} asks {asked}"
    for each in of_kind(objects, "Service"):
        for port in each["spec"]["ports"]:
            if port["port"] != PORTS.get(port["name"]) or port["targetPort"] != port["name"]:
                yield f"{called(each)}: its port {port['name']} is {port['port']}, to {port['targetPort']}"


def places_told(container):
    """Where it is told that services are: service=host:port."""
    told = environment(container)
    return [place for name in ("OPORA_PEERS", "OPORA_ADDRESS") for place in told.get(name, "").split()]


def addresses_exist(objects):
    """Whom pods are told of is a Service of the release, under a name that its certificate has."""
    known = {f"{each['metadata']['name']}.{each['metadata']['namespace']}.svc:{port['port']}"
             for each in of_kind(objects, "Service") for port in each["spec"]["ports"] if port["name"] == "grpc"}
    signed = {name for each in of_kind(objects, "Certificate") for name in each["spec"]["dnsNames"]}
    for whose, _, spec in pods(objects):
        for container in containers(spec):
            for place in places_told(container):
                service, _, address = place.partition("=")
                if address not in known or service not in address:
                    yield f"{whose}: {place} leads to no Service"
                if signed and address.rpartition(":")[0] not in signed:
                    yield f"{whose}: no certificate names {address}"


def selectors_choose(objects):
    """Whatever chooses pods by labels chooses some; services' choose those of one Deployment alone."""
    carried = [(whose, labels) for whose, labels, _ in pods(objects)]

    def chosen(selector):
        labels = selector.get("matchLabels", {})
        within = {each["key"]: each["values"] for each in selector.get("matchExpressions", [])}
        return [whose for whose, those in carried if labels.items() <= those.items()
                and all(those.get(key) in names for key, names in within.items())]

    for each in of_kind(objects, "Deployment", "PodDisruptionBudget"):
        if len(chosen(each["spec"]["selector"])) != 1:
            yield f"{called(each)}: chooses {chosen(each['spec']['selector'])}"
    for each in of_kind(objects, "Service"):
        if len(chosen({"matchLabels": each["spec"]["selector"]})) != 1:
            yield f"{called(each)}: chooses {chosen({'matchLabels': each['spec']['selector']})}"
    for each in of_kind(objects, "NetworkPolicy"):
        if not chosen(each["spec"]["podSelector"]):
            yield f"{called(each)}: chooses nobody"
        for rule in each["spec"].get("ingress", []) + each["spec"].get("egress", []):
            for peer in rule.get("from", []) + rule.get("to", []):
                ours = set(peer) == {"podSelector"}
                if ours and not chosen(peer["podSelector"]):
                    yield f"{called(each)}: speaks of nobody: {peer}"
    for each in of_kind(objects, "ServiceMonitor"):
        matched = [other for other in of_kind(objects, "Service")
                   if each["spec"]["selector"]["matchLabels"].items() <= other["metadata"]["labels"].items()
                   and other["metadata"]["labels"]["app.kubernetes.io/component"]
                   in each["spec"]["selector"]["matchExpressions"][0]["values"]]
        if len(matched) != len(services(objects)):
            yield f"{called(each)}: scrapes {[called(other) for other in matched]}"


def talks_are_allowed(objects):
    """With policies: nothing by default; whom a pod is told to call it may, and the called lets it in."""
    policies = of_kind(objects, "NetworkPolicy")
    if not policies:
        return
    denying = [each for each in policies if not set(each["spec"]) & {"ingress", "egress"}]
    if [each["spec"]["policyTypes"] for each in denying] != [["Ingress", "Egress"]]:
        yield "no policy denies what is not allowed"
    allowed = {each["metadata"]["labels"]["app.kubernetes.io/component"]: each["spec"] for each in policies}
    for whose, labels, spec in pods(objects):
        component = labels["app.kubernetes.io/component"]
        policy = allowed.get("hooks" if component in ("migrate", "topics") else component)
        if policy is None:
            yield f"{whose}: has no policy"
            continue
        if not any({"protocol": "UDP", "port": 53} in rule["ports"] for rule in policy["egress"]):
            yield f"{whose}: may not ask for names"
        for container in containers(spec):
            yield from calls_refused(whose, component, container, policy, allowed)


def calls_refused(whose, component, container, policy, allowed):
    told = environment(container)
    out = {port["port"] for rule in policy["egress"] for port in rule["ports"]}
    for variable, wanted in (("OPORA_DATABASE", database_ports), ("OPORA_KAFKA", server_ports)):
        missing = wanted(told[variable]) - out if variable in told else set()
        if missing:
            yield f"{whose}: may not reach {variable} on {missing}"
    for place in places_told(container):
        service = place.partition("=")[0]
        if service not in named_by(policy["egress"], "to"):
            yield f"{whose}: may not call {service}"
        if component not in named_by(allowed[service]["ingress"], "from"):
            yield f"{whose}: is not let in by {service}"


def named_by(rules, side):
    """The release's own components that rules name for gRPC."""
    return {name for rule in rules for peer in rule.get(side, []) if set(peer) == {"podSelector"}
            if {"protocol": "TCP", "port": "grpc"} in rule["ports"]
            for each in peer["podSelector"].get("matchExpressions", []) for name in each["values"]}


def database_ports(address):
    hosts = address.partition("://")[2].split("/")[0].split("?")[0].split(",")
    return {int(host.rpartition(":")[2]) if ":" in host else 5432 for host in hosts}


def server_ports(servers):
    return {int(each.rpartition(":")[2]) for each in servers.split(",")}


def nothing_of_ours_writes_down_calls(objects):
    """Of some calls nothing may be kept, and what stands before services keeps lines of them: it is the operator's."""
    yield from (f"{called(each)}: stands between callers and services" for each in objects
                if each["kind"] in ("Ingress", "IngressRoute", "HTTPRoute", "GRPCRoute", "Gateway", "VirtualService"))


def services_are_told(objects):
    """Each service has a database of its own, TLS, keys that only it can read, and nothing secret in plain sight."""
    seen = {}
    for each in services(objects):
        service = each["metadata"]["labels"]["app.kubernetes.io/component"]
        spec = each["spec"]["template"]["spec"]
        told = environment(spec["containers"][0])
        for variable in ("OPORA_DATABASE", "OPORA_TLS_CERTIFICATE", "OPORA_TLS_KEY", "OPORA_DATA"):
            if not told.get(variable):
                yield f"{called(each)}: {variable} is not set"
        if "OPORA_TLS_AUTHORITY" not in told:
            yield f"{called(each)}: can't know its peers' certificates"
        if told.get("PGUSER") in seen.values():
            yield f"{called(each)}: shares its database's user with another"
        seen[service] = told.get("PGUSER")
        if not told.get("PGPASSWORD", "").startswith("Secret "):
            yield f"{called(each)}: its password is in plain sight"
        copied = spec["initContainers"][0]["command"]
        if "--mode=0600" not in copied or copied[-1] != told.get("OPORA_DATA", "") + "/keys/signing-key.jwk":
            yield f"{called(each)}: its key is not where it looks, or open to others: {copied}"
        if spec["terminationGracePeriodSeconds"] < drain_of(told) + leave_of(spec) + 10:
            yield f"{called(each)}: is killed before it has drained"


def drain_of(told):
    return int(told["OPORA_STOP_DRAIN"].removesuffix("s"))


def leave_of(spec):
    return spec["containers"][0]["lifecycle"]["preStop"]["sleep"]["seconds"]


def mounts_exist(objects):
    """What containers mount is a volume of their pod, every volume is mounted, and files they are told of are there."""
    for whose, _, spec in pods(objects):
        volumes = {volume["name"] for volume in spec.get("volumes", [])}
        mounts = [mount for container in containers(spec) for mount in container.get("volumeMounts", [])]
        if volumes != {mount["name"] for mount in mounts}:
            yield f"{whose}: has the volumes {sorted(volumes)}, and mounts {sorted({m['name'] for m in mounts})}"
        for container in containers(spec):
            folders = [mount["mountPath"] + "/" for mount in container.get("volumeMounts", [])]
            words = [word.rpartition("=")[2] for word in container.get("command", [])]
            for path in [*environment(container).values(), *words]:
                if path.startswith("/") and not any(f"{path}/".startswith(folder) for folder in folders):
                    yield f"{whose}/{container['name']}: {path} is not mounted"


def rollouts_keep_serving(objects):
    """A new version replaces replicas only once they are ready; nobody counts replicas that another counts."""
    scaled = {each["spec"]["scaleTargetRef"]["name"] for each in of_kind(objects, "HorizontalPodAutoscaler")}
    for each in of_kind(objects, "Deployment"):
        if each["spec"]["strategy"]["rollingUpdate"] != {"maxSurge": 1, "maxUnavailable": 0}:
            yield f"{called(each)}: takes replicas away before others are ready"
        if (each["metadata"]["name"] in scaled) == ("replicas" in each["spec"]):
            yield f"{called(each)}: its replicas are counted by two, or by nobody"
    if scaled - {each["metadata"]["name"] for each in of_kind(objects, "Deployment")}:
        yield f"nothing is called as what is scaled: {scaled}"


def hooks_stand_alone(objects):
    """What runs before a release needs nothing of it but Secrets, and comes in its order; a service's schema is brought
    up to date by its own version with its own database's Secret."""
    before = {called(each): int(each["metadata"]["annotations"]["helm.sh/hook-weight"]) for each in objects
              if is_hook(each) and "pre-upgrade" in each["metadata"]["annotations"]["helm.sh/hook"]}
    deployed = {spec["containers"][0]["name"]: spec["containers"][0]
                for each in services(objects) for spec in [each["spec"]["template"]["spec"]]}
    for each in of_kind(objects, "Job"):
        spec, weight = each["spec"]["template"]["spec"], before.get(called(each))
        if weight is None:
            yield f"{called(each)}: comes with the release, and not before it"
            continue
        needs = [f"ServiceAccount {spec['serviceAccountName']}"]
        needs += [f"ConfigMap {volume['configMap']['name']}" for volume in spec.get("volumes", [])
                  if "configMap" in volume]
        yield from (f"{called(each)}: {need} is not there before it" for need in needs
                    if before.get(need, weight) >= weight)
        if not each["spec"].get("activeDeadlineSeconds"):
            yield f"{called(each)}: may wait for ever"
    for each in (job for job in of_kind(objects, "Job") if job["metadata"]["name"].endswith("-migrate")):
        migrating = {container["name"]: container for container in each["spec"]["template"]["spec"]["containers"]}
        if set(migrating) != set(deployed):
            yield f"{called(each)}: brings {sorted(migrating)} up to date"
        for service, container in migrating.items():
            of_service = environment(deployed[service])
            told = environment(container)
            same = {name for name, value in told.items() if of_service.get(name) == value}
            if set(told) != same or container["image"] != deployed[service]["image"]:
                yield f"{called(each)}: {service} goes to another database, or with another version"
            if container["command"] != ["opora", "migrate", service]:
                yield f"{called(each)}: {service} runs {container['command']}"


RULES = [pods_are_confined, ports_agree, addresses_exist, selectors_choose, talks_are_allowed, services_are_told,
         nothing_of_ours_writes_down_calls, mounts_exist, rollouts_keep_serving, hooks_stand_alone]


def violations(objects):
    return [violation for rule in RULES for violation in rule(objects)]
