"""The one endpoint: an ASGI application that counts, disturbs and routes every call."""

import asyncio
import json
import re
import uuid
from urllib.parse import parse_qs, unquote

from ministack.core.responses import get_account_id, request_scope, set_request_account_id

from . import patches, shapes
from .bridge import ServiceError

CREDENTIAL = re.compile(r"Credential=([^/,\s]+)/\d{8}/([^/,\s]+)/([^/,\s]+)/aws4_request")
# Signing names that moto serves; everything else is ministack's.
MOTO = {"codecommit": "CodeCommit_20150413", "application-autoscaling": "AnyScaleFrontendService"}
LAMBDA = ((r"POST .*/functions/[^/]+/invocations$", "Invoke"), (r"POST .*/functions/?$", "CreateFunction"),
          (r"GET .*/functions/?$", "ListFunctions"), (r"GET .*/functions/[^/]+$", "GetFunction"),
          (r"GET .*/functions/[^/]+/configuration$", "GetFunctionConfiguration"),
          (r"DELETE .*/functions/[^/]+$", "DeleteFunction"))
S3_OBJECT = {"GET": "GetObject", "HEAD": "HeadObject", "PUT": "PutObject", "DELETE": "DeleteObject", "POST": "PostObject"}
S3_BUCKET = {"GET": "ListObjects", "HEAD": "HeadBucket", "PUT": "CreateBucket", "DELETE": "DeleteBucket", "POST": "DeleteObjects"}


class Request:
    """One HTTP request, read whole."""

    def __init__(self, scope, body):
        self.method = scope["method"]
        self.path = scope["path"]
        self.query = scope.get("query_string", b"").decode("latin-1")
        self.headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        self.body = body
        found = CREDENTIAL.search(self.headers.get("authorization", "")) or CREDENTIAL.search(
            "Credential=" + unquote(parse_qs(self.query).get("X-Amz-Credential", [""])[0]))
        self.access_key, self.region, self.service = found.groups() if found else ("", "us-east-1", "")
        self.target = self.headers.get("x-amz-target", "")
        self.action = self._action()

    def _action(self):
        if self.target:
            return self.target.rsplit(".", 1)[-1]
        if "x-www-form-urlencoded" in self.headers.get("content-type", ""):
            return parse_qs(self.body.decode("utf-8", "replace")).get("Action", [""])[0]
        line = f"{self.method} {self.path}"
        if self.service == "lambda":
            return next((name for pattern, name in LAMBDA if re.match(pattern, line)), line)
        if self.service == "s3":
            # the SDK names the operation in the query of every call
            named = re.search(r"x-id=(\w+)", self.query)
            table = S3_OBJECT if self.path.strip("/").count("/") else S3_BUCKET
            return named.group(1) if named else table.get(self.method, line)
        if self.service == "sagemaker" and self.path.startswith("/endpoints/"):
            return "InvokeEndpoint"
        return line


class Gateway:
    """Wraps ministack's application; `sagemaker`, `codepipeline` and `moto` serve what it does not have."""

    def __init__(self, application, faults, pace, sagemaker, codepipeline, moto):
        self._application = application
        self._faults = faults
        self._pace = pace
        self._sagemaker = sagemaker
        self._codepipeline = codepipeline
        self._moto = moto

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        body = await _whole_body(receive)
        request = Request(scope, body)
        if request.path.startswith("/_emulator/"):
            await self._admin(scope, request, send)
            return
        if request.service:
            self._faults.record(request.service, request.action, request.access_key, request.region)
        rule = self._faults.for_call(request.service, request.action) if request.service else None
        if rule and rule["kind"] == "latency":
            await asyncio.sleep(rule["milliseconds"] / 1000)
            rule = None
        if rule and not rule.get("after"):
            await _answer(send, *_fault(request, rule))
            return
        await self._serve(scope, request, _discard if rule else send)
        if rule:
            await _answer(send, *_fault(request, rule))

    async def _serve(self, scope, request, send):
        if request.service in ("sagemaker", "codepipeline", *MOTO):
            set_request_account_id(request.access_key)
            place = (get_account_id(), request.region)
            try:
                answer = await asyncio.to_thread(self._served_here, request, place)
            except ServiceError as problem:
                answer = _json(problem.status, {"__type": problem.code, "message": problem.message})
            await _answer(send, *answer)
            return
        await self._application(scope, _replay(request.body), send)

    def _served_here(self, request, place):
        if request.service == "sagemaker" and request.path.startswith("/endpoints/"):
            status, headers, body = self._moto.raw(request.method, request.path, request.headers, request.body, place,
                                                   "sagemaker", f"runtime.sagemaker.{request.region}.amazonaws.com")
            kept = {name: value for name, value in headers.items() if name.lower() not in ("content-length", "connection")}
            return status, kept, body
        payload = json.loads(request.body or b"{}")
        if request.service == "sagemaker":
            return _json(200, self._sagemaker.call(request.action, payload, place))
        if request.service == "codepipeline":
            return _json(200, self._codepipeline.call(request.action, payload, place))
        model = shapes.operation_model(request.service, request.action)
        found = shapes.request_problems(request.service, request.action, payload)
        if found:
            raise ServiceError("ValidationException", "; ".join(found))
        answer = self._moto.call(MOTO[request.service], request.service, request.action, payload, place)
        return _json(200, shapes.conform(model.output_shape, answer) if model and model.output_shape else {})

    # ---- the tests' own path ----

    async def _admin(self, scope, request, send):
        try:
            status, data = await self._administer(scope, request)
        except (ValueError, KeyError) as problem:
            status, data = 400, {"message": str(problem)}
        await _answer(send, *_json(status, data))

    async def _administer(self, scope, request):
        what = (request.method, request.path.removeprefix("/_emulator/"))
        payload = json.loads(request.body) if request.body else {}
        if what == ("GET", "health"):
            return 200, {"status": "running"}
        if what == ("GET", "calls"):
            return 200, {"counts": self._faults.counts(), "calls": list(self._faults.calls)}
        if what == ("DELETE", "calls"):
            self._faults.calls = []
            return 200, {}
        if what == ("GET", "faults"):
            return 200, {"faults": self._faults.rules}
        if what == ("POST", "faults"):
            return 200, self._faults.add(payload)
        if what == ("DELETE", "faults"):
            self._faults.clear()
            return 200, {}
        if what == ("POST", "stack-status"):
            with request_scope(payload.get("account", "000000000000"), payload.get("region", "us-east-1")):
                known = patches.force_status(payload["stackName"], payload["status"], payload.get("reason", ""))
            return (200, {}) if known else (404, {"message": f"no stack named {payload['stackName']}"})
        if what == ("POST", "reset"):
            await self._application({**scope, "path": "/_ministack/reset", "raw_path": b"/_ministack/reset"},
                                    _replay(b""), _discard)
            await asyncio.to_thread(self._moto.reset)
            for part in (self._sagemaker, self._codepipeline, self._faults):
                part.reset()
            self._pace.page_size = int(payload.get("pageSize", self._pace.page_size))
            self._pace.latency = float(payload.get("latencyMs", self._pace.latency * 1000)) / 1000
            return 200, {}
        return 404, {"message": f"the emulator has no {request.method} {request.path}"}


def emitter(loop):
    """A function that publishes an event of source aws.sagemaker on ministack's default event bus."""
    def emit(detail_type, detail, resources, place):
        def put():
            from ministack.services import eventbridge

            with request_scope(*place):
                eventbridge._put_events({"Entries": [{"Source": "aws.sagemaker", "DetailType": detail_type,
                                                      "Detail": json.dumps(detail), "Resources": resources}]},
                                        allow_aws_source=True)
        loop.call_soon_threadsafe(put)
    return emit


def _fault(request, rule):
    throttled = rule["kind"] == "throttle"
    status = rule.get("status", 400)
    message = rule.get("message", "Rate exceeded" if throttled else "fault injected by a test")
    if request.service == "s3":
        code = rule.get("code", "SlowDown" if throttled else "InternalError")
        body = f"<Error><Code>{code}</Code><Message>{message}</Message><RequestId>{uuid.uuid4()}</RequestId></Error>"
        return rule.get("status", 503), {"content-type": "application/xml"}, body.encode()
    if request.target or request.service in ("lambda", "sagemaker"):
        code = rule.get("code", "ThrottlingException" if throttled else "InternalFailure")
        rest = request.service == "lambda"
        return _json(rule.get("status", 429) if rest and throttled else status, {"__type": code, "message": message},
                     {"x-amzn-errortype": "TooManyRequestsException" if rest and throttled else code})
    code = rule.get("code", "Throttling" if throttled else "InternalFailure")
    side = "Sender" if status < 500 else "Receiver"
    return status, {"content-type": "text/xml"}, (
        f"<ErrorResponse><Error><Type>{side}</Type><Code>{code}</Code><Message>{message}</Message></Error>"
        f"<RequestId>{uuid.uuid4()}</RequestId></ErrorResponse>").encode()


def _json(status, data, headers=None):
    return status, {"content-type": "application/x-amz-json-1.1", **(headers or {})}, json.dumps(data).encode()


async def _whole_body(receive):
    parts = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b"".join(parts)
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


def _replay(body):
    messages = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive():
        if messages:
            return messages.pop()
        await asyncio.Event().wait()

    return receive


async def _discard(_message):
    return None


async def _answer(send, status, headers, body):
    fields = [(name.lower().encode(), str(value).encode()) for name, value in headers.items()]
    fields += [(b"content-length", str(len(body)).encode()), (b"x-amzn-requestid", str(uuid.uuid4()).encode())]
    await send({"type": "http.response.start", "status": status, "headers": fields})
    await send({"type": "http.response.body", "body": body})


