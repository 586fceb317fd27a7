"""Starts the emulator: ministack and moto behind one endpoint on 127.0.0.1.

usage: launcher.py [--port N] [--page-size N] [--latency-ms N] [--exit-with-stdin] [--verbose]

Prints one JSON line on stdout when it is ready: {"endpoint": "http://127.0.0.1:PORT", "pid": N}.
Ends on SIGTERM or SIGINT, and with --exit-with-stdin as soon as its standard input ends, which it
does whenever the process that started it is gone.
"""

import argparse
import asyncio
import json
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading

HOST = "127.0.0.1"
# parts of ministack that nobody here needs: brokers, file servers, state on disk
QUIET = {"IOT_MTLS_ENABLED": "0", "SFTP_ENABLED": "0", "PERSIST_STATE": "0", "S3_PERSIST": "0"}


def arguments():
    parser = argparse.ArgumentParser(description="stands in for AWS on 127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--page-size", type=int, default=100, help="entries in a page of CloudFormation's lists")
    parser.add_argument("--latency-ms", type=int, default=30, help="time until a stack operation gets going")
    parser.add_argument("--exit-with-stdin", action="store_true")
    parser.add_argument("--verbose", action="store_true", help="the emulators' own logs on stderr")
    return parser.parse_args()


def bound_socket(port):
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as problem:
        sys.exit(f"port {port} of {HOST} cannot be used: {problem.strerror}; choose another with --port")
    listener.listen(256)
    return listener


def prepare_environment(port, workspace, verbose):
    """Only what the emulators need: no credentials, endpoint or loader of the caller reaches the functions."""
    for name in list(os.environ):
        if name.startswith(("AWS_", "LAMBDA_", "LOCALSTACK_", "MINISTACK_")) or name in ("NODE_OPTIONS", "SERVICES"):
            del os.environ[name]
    os.environ.update(QUIET, GATEWAY_PORT=str(port), BIND_HOST=HOST, MINISTACK_HOST=HOST, TMPDIR=workspace,
                      STATE_DIR=os.path.join(workspace, "state"), S3_DATA_DIR=os.path.join(workspace, "s3"),
                      LOG_LEVEL="INFO" if verbose else "CRITICAL", MINISTACK_REGION="us-east-1",
                      AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test")
    tempfile.tempdir = workspace


def build(options, loop):
    from ministack.app import app

    from backend import guards, patches, stack_names, workflows
    from backend.bridge import Moto
    from backend.faults import Faults
    from backend.gateway import Gateway, emitter
    from backend.pipelines import CodePipeline
    from backend.resources import Types
    from backend.sagemaker import SageMaker

    patches.check()
    faults, moto, codepipeline = Faults(), Moto(), CodePipeline()
    pace = patches.Pace(options.page_size, options.latency_ms / 1000)
    sagemaker = SageMaker(moto, faults, emitter(loop))
    patches.apply(faults, pace)
    stack_names.apply()
    Types(sagemaker, codepipeline, moto).register()
    guards.apply()
    workflows.apply(sagemaker)
    # moto loads a service at its first call; better now than inside somebody's first test
    sagemaker.call("ListModels", {}, ("000000000000", "us-east-1"))
    return Gateway(app, faults, pace, sagemaker, codepipeline, moto)


async def serve(options, listener):
    from hypercorn.asyncio import serve as hypercorn_serve
    from hypercorn.config import Config

    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    if options.exit_with_stdin:
        def watch():
            while sys.stdin.buffer.read(4096):
                pass
            loop.call_soon_threadsafe(ended.set)
        threading.Thread(target=watch, daemon=True).start()

    application = await asyncio.to_thread(build, options, loop)
    config = Config()
    config.bind = [f"fd://{listener.fileno()}"]
    config.keep_alive_timeout = 75
    config.graceful_timeout = 0.2
    config.loglevel = "INFO" if options.verbose else "CRITICAL"

    async def announce():
        port = listener.getsockname()[1]
        print(json.dumps({"endpoint": f"http://{HOST}:{port}", "pid": os.getpid()}), flush=True)

    loop.call_later(0.05, lambda: loop.create_task(announce()))
    await hypercorn_serve(application, config, shutdown_trigger=ended.wait)


def leave(workspace, status):
    """Ends at once, whatever a thread still waits for, and takes the functions' processes (our group) along."""
    shutil.rmtree(workspace, ignore_errors=True)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.killpg(0, signal.SIGTERM)
    shutil.rmtree(workspace, ignore_errors=True)
    os._exit(status)


async def run(options, listener, workspace):
    try:
        await serve(options, listener)
    except Exception as problem:
        print(f"the emulator cannot start: {problem}", file=sys.stderr, flush=True)
        leave(workspace, 1)
    # not by returning: asyncio would wait for threads that wait for a function which never answers
    leave(workspace, 0)


def main():
    options = arguments()
    listener = bound_socket(options.port)
    workspace = tempfile.mkdtemp(prefix="mlops-emulator-")
    prepare_environment(listener.getsockname()[1], workspace, options.verbose)
    os.setpgid(0, 0)
    asyncio.run(run(options, listener, workspace))


if __name__ == "__main__":
    main()
