"""What a test asked to go wrong, and the log of the calls that clients made."""

import fnmatch
import threading
import time

# kind -> the members a rule of that kind may carry beside `kind` and `times`
KINDS = {
    "throttle": {"service", "action"},
    "error": {"service", "action", "code", "message", "status", "after"},
    "latency": {"service", "action", "milliseconds"},
    "resource": {"logicalId", "type", "stackName", "operation", "reason"},
    "resource-delay": {"logicalId", "type", "stackName", "operation", "milliseconds"},
    "change-set": {"stackName", "reason"},
    "job": {"jobType", "name", "status", "failureReason", "inProgressMilliseconds"},
}
OPERATIONS = ("create", "update", "delete")


class Faults:
    """Rules are used up: `times` (default 1) says for how many matches one is good; 0 means until removed.

    `skip` (default 0) lets that many matches pass first.
    """

    def __init__(self):
        self._lock = threading.Lock()
        self._next = 1
        self.rules = []
        self.calls = []

    def add(self, rule):
        """Adds a rule; raises ValueError with the reason when it makes no sense."""
        kind = rule.get("kind")
        if kind not in KINDS:
            raise ValueError(f"unknown kind {kind!r}; known: {', '.join(sorted(KINDS))}")
        unknown = set(rule) - KINDS[kind] - {"kind", "times", "skip"}
        if unknown:
            raise ValueError(f"{kind} does not know {', '.join(sorted(unknown))}")
        if rule.get("operation", "create") not in OPERATIONS:
            raise ValueError(f"operation must be one of {', '.join(OPERATIONS)}")
        counts = {"times": rule.get("times", 1), "skip": rule.get("skip", 0)}
        for name, count in counts.items():
            if not isinstance(count, int) or isinstance(count, bool) or count < 0:
                raise ValueError(f"{name} must be a whole number, 0 or more")
        with self._lock:
            added = {**rule, **counts, "id": self._next, "hits": 0}
            self._next += 1
            self.rules.append(added)
        return added

    def clear(self):
        with self._lock:
            self.rules = []

    def reset(self):
        with self._lock:
            self.rules = []
            self.calls = []

    def _take(self, kinds, subject):
        with self._lock:
            for rule in self.rules:
                if rule["kind"] not in kinds:
                    continue
                if not all(fnmatch.fnmatchcase(str(subject.get(key, "")), str(rule[key]))
                           for key in subject if rule.get(key) is not None):
                    continue
                if rule["skip"]:
                    rule["skip"] -= 1
                    continue
                rule["hits"] += 1
                if rule["times"] and rule["hits"] >= rule["times"]:
                    self.rules.remove(rule)
                return dict(rule)
        return None

    def for_call(self, service, action):
        return self._take(("throttle", "error", "latency"), {"service": service, "action": action})

    def for_resource(self, operation, resource_type, logical_id, stack_name, kind="resource"):
        return self._take((kind,), {"operation": operation, "type": resource_type,
                                    "logicalId": logical_id, "stackName": stack_name})

    def may_delay(self, resource_type):
        """Whether a delay could hit a resource of this type, so it must not run on the event loop."""
        return any(rule["kind"] == "resource-delay"
                   and fnmatch.fnmatchcase(resource_type, rule.get("type") or "*")
                   for rule in list(self.rules))

    def for_change_set(self, stack_name):
        return self._take(("change-set",), {"stackName": stack_name})

    def for_job(self, job_type, name):
        return self._take(("job",), {"jobType": job_type, "name": name})

    def record(self, service, action, access_key, region):
        with self._lock:
            self.calls.append({"service": service, "action": action, "accessKey": access_key,
                               "region": region, "at": round(time.time() * 1000)})

    def counts(self):
        totals = {}
        with self._lock:
            for call in self.calls:
                key = (call["service"], call["action"])
                totals[key] = totals.get(key, 0) + 1
        return [{"service": s, "action": a, "count": n} for (s, a), n in sorted(totals.items())]
