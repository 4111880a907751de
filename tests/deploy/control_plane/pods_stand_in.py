"""What stands in for nodes: it says of every pod what a node would say, without running anything.

As on a node, a container whose Secret is missing waits; otherwise a Job's pod succeeds, unless the test plants a
failure, and any other pod is ready.
"""
import http.client
import json
import threading
import urllib.error


class PodsStandIn:
    """Watches a namespace's pods in a thread of its own, while `with` lasts. `failing` are images whose Jobs fail."""

    def __init__(self, plane, namespace):
        self.plane, self.pods = plane, f"/api/v1/namespaces/{namespace}/pods"
        self.secrets = f"/api/v1/namespaces/{namespace}/secrets"
        self.failing = set()
        self.missing = set()  # Secrets that containers have waited for
        self.trouble = None
        self.leaving = threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.leaving.set()
        self.thread.join(30)

    def watch(self):
        """Each watch lasts some seconds, and begins with all pods that there are."""
        while not self.leaving.is_set():
            try:
                with self.plane.open("GET", f"{self.pods}?watch=1&timeoutSeconds=5") as events:
                    for line in events:
                        event = json.loads(line)
                        if event["type"] in ("ADDED", "MODIFIED"):
                            self.look_at(event["object"])
                        if self.leaving.is_set():
                            return
            except (OSError, http.client.HTTPException):
                self.leaving.wait(0.1)  # it is asked again
            except Exception as trouble:  # pylint: disable=broad-except
                self.trouble = trouble
                raise

    def look_at(self, pod):
        if pod["metadata"].get("deletionTimestamp") or pod["status"].get("phase") != "Pending":
            return
        missing = {name for name in secrets_of(pod["spec"]) if self.plane.find(f"{self.secrets}/{name}") is None}
        if missing:
            self.missing |= missing
            return
        try:
            self.plane.ask("PATCH", f"{self.pods}/{pod['metadata']['name']}/status", {"status": self.status_of(pod)},
                           "application/strategic-merge-patch+json")
        except urllib.error.HTTPError as refused:
            if refused.code not in (404, 409):  # gone meanwhile, or changed and so told of again
                raise

    def status_of(self, pod):
        ends = pod["spec"]["restartPolicy"] == "Never"
        fails = ends and any(each["image"] in self.failing for each in pod["spec"]["containers"])
        phase = ("Failed" if fails else "Succeeded") if ends else "Running"
        ready = "False" if ends else "True"
        now = pod["metadata"]["creationTimestamp"]
        over = {"terminated": {"exitCode": 1 if fails else 0, "startedAt": now, "finishedAt": now}}
        state = over if ends else {"running": {"startedAt": now}}

        def statuses(containers, state):
            return [{"name": each["name"], "image": each["image"], "imageID": "", "restartCount": 0,
                     "ready": not ends, "started": not ends, "state": state} for each in containers]
        done = {"terminated": {"exitCode": 0, "startedAt": now, "finishedAt": now}}
        return {"phase": phase, "startTime": now,
                "conditions": [{"type": kind, "status": ready, "lastTransitionTime": now}
                               for kind in ("Ready", "ContainersReady")],
                "initContainerStatuses": statuses(pod["spec"].get("initContainers", []), done),
                "containerStatuses": statuses(pod["spec"]["containers"], state)}


def secrets_of(spec):
    """The Secrets without which a pod's containers don't start."""
    named = set()
    for volume in spec.get("volumes", []):
        sources = volume.get("projected", {}).get("sources", []) + [volume]
        named |= {source["secret"].get("secretName") or source["secret"]["name"] for source in sources
                  if "secret" in source}
    for container in spec.get("initContainers", []) + spec["containers"]:
        for variable in container.get("env", []):
            if "secretKeyRef" in variable.get("valueFrom", {}):
                named.add(variable["valueFrom"]["secretKeyRef"]["name"])
    return named
