"""moto, called in process through its own server application."""

import json

from werkzeug.test import Client


class ServiceError(Exception):
    """An answer that is an error: the service's code, its message and the HTTP status."""

    def __init__(self, code, message, status=400):
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status


class Moto:
    """One moto for the whole process; accounts and regions are kept apart by the scope of each call."""

    def __init__(self):
        from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

        self._application = DomainDispatcherApplication(create_backend_app)

    def raw(self, method, path, headers, body, scope, service, host="localhost"):
        """One HTTP request as it came; returns (status, headers, body)."""
        account, region = scope
        passed = {name: value for name, value in headers.items()
                  if name not in ("host", "authorization", "content-length", "transfer-encoding")}
        passed["Host"] = host
        passed["x-moto-account-id"] = account
        passed["Authorization"] = (f"AWS4-HMAC-SHA256 Credential=emulator/20260101/{region}/{service}/aws4_request, "
                                   "SignedHeaders=host, Signature=none")
        try:
            answer = Client(self._application).open(path, method=method, headers=passed, data=body)
        except Exception as problem:  # moto meets a request it has no code for
            raise ServiceError("InternalFailure", f"moto: {type(problem).__name__}: {problem}", 500) from problem
        return answer.status_code, dict(answer.headers), answer.data

    def call(self, prefix, service, operation, payload, scope):
        """One operation of a JSON protocol service; raises ServiceError."""
        status, _, body = self.raw(
            "POST", "/", {"X-Amz-Target": f"{prefix}.{operation}", "Content-Type": "application/x-amz-json-1.1"},
            json.dumps(payload), scope, service)
        try:
            data = json.loads(body or b"{}")
        except ValueError:
            raise ServiceError("UnknownOperationException",
                               f"the emulator has no {service} {operation}", 400) from None
        if status >= 300:
            code = str(data.get("__type") or data.get("code") or "InternalFailure").rsplit("#", 1)[-1]
            raise ServiceError(code, data.get("message") or data.get("Message") or "", status)
        return data

    def reset(self):
        Client(self._application).post("/moto-api/reset")
