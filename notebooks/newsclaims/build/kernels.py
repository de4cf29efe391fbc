"""Kernels of the build: forked from one process that has the libraries loaded, or plain ones.

A forked kernel is an ordinary ipykernel that is there in 0.2 s with pandas and matplotlib in it, instead
of in 2 s.
"""

import asyncio
import atexit
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client import AsyncKernelClient, AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner

_lock = threading.Lock()
_folder: Path | None = None


def can_fork() -> bool:
    """Whether this system can fork kernels, and POST_MONEY_KERNELS does not ask for plain ones."""
    methods = multiprocessing.get_all_start_methods()
    return (
        "forkserver" in methods
        and sys.platform == "linux"
        and os.environ.get("POST_MONEY_KERNELS") != "plain"
    )


def start(cache: Path) -> None:
    """Once in a build: set what every kernel inherits and begin to load the libraries.

    ``cache`` is a folder where matplotlib keeps its list of fonts.
    """
    global _folder
    with _lock:
        if _folder:
            return
        # the paths of sockets may have some 100 bytes only
        short = "/tmp" if len(os.fsencode(tempfile.gettempdir())) > 50 and os.path.isdir("/tmp") else None
        _folder = Path(tempfile.mkdtemp(prefix="post-money-", dir=short))
        atexit.register(shutil.rmtree, _folder, ignore_errors=True)
        cache.mkdir(parents=True, exist_ok=True)
        for lock in cache.glob("*lock"):  # left by a build that was killed
            lock.unlink()
        os.environ |= {
            "IPYTHONDIR": str(_folder / "ipython"),
            "MPLCONFIGDIR": str(cache),
            "TMPDIR": str(_folder),
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            "PYTHONHASHSEED": "0",
            "PYTHONUTF8": "1",
            "SOURCE_DATE_EPOCH": "0",
            "TZ": "UTC",
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # a debugger that nobody attaches would warn
        }
        tempfile.tempdir = str(_folder)
        if can_fork():
            from multiprocessing import forkserver  # Windows lacks it

            before = os.environ.get("PYTHONPATH")
            os.environ["PYTHONPATH"] = os.path.relpath(Path(__file__).parents[2])
            forkserver.set_forkserver_preload(["newsclaims.build.preload"])
            forkserver.ensure_running()
            del os.environ["PYTHONPATH"]
            if before is not None:
                os.environ["PYTHONPATH"] = before


def manager(name: str) -> AsyncKernelManager:
    """A kernel manager, not yet started, for notebook ``name`` (str); ``start`` comes first."""
    folder = Path(tempfile.tempdir or ".")
    local = {"transport": "ipc", "ip": str(folder / name)} if sys.platform == "linux" else {}
    made = AsyncKernelManager(kernel_name="python3", connection_file=str(folder / f"{name}.json"), **local)
    made.client_factory = _Client
    if can_fork():
        made.provisioner = _Forked(kernel_id=name, kernel_spec=made.kernel_spec, parent=made)
    return made


class _Client(AsyncKernelClient):
    """Takes a kernel as ready when it says so on both channels.

    The usual client waits 0.2 s more for silence.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Return once both channels say that the kernel is ready; RuntimeError where they do not."""
        deadline = time.monotonic() + (timeout or 60)
        while time.monotonic() < deadline:
            request = self.kernel_info()
            try:
                await self.get_shell_msg(timeout=1)
                while True:
                    told = await self.get_iopub_msg(timeout=0.05)
                    if (
                        told["parent_header"].get("msg_id") == request
                        and told["content"].get("execution_state") == "idle"
                    ):
                        return
            except Empty:
                if not await self.parent.is_alive():  # type: ignore[union-attr]
                    raise RuntimeError("the kernel died before it was ready") from None
        raise RuntimeError(f"the kernel was not ready in {timeout} s")


class _Forked(LocalProvisioner):
    """Launches a kernel by fork instead of by a new interpreter."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        context = multiprocessing.get_context("forkserver")
        process = context.Process(
            target=_serve,
            args=(cmd[cmd.index("-f") :], str(kwargs["cwd"]), dict(kwargs["env"])),
            daemon=True,
        )
        process.start()
        self.pid, self.cwd = process.pid, kwargs["cwd"]
        self.process = _Child(process)  # type: ignore[assignment]
        return self.connection_info

    async def wait(self) -> int | None:
        while self.process and self.process.poll() is None:
            await asyncio.sleep(0.005)
        return await super().wait()


class _Child:
    """The part of subprocess.Popen that jupyter_client uses, for a process of multiprocessing."""

    stdin = stdout = stderr = None

    def __init__(self, process: Any) -> None:
        self.process, self.pid = process, process.pid

    def poll(self) -> int | None:
        return self.process.exitcode

    def wait(self) -> int | None:
        self.process.join()
        return self.process.exitcode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def _serve(arguments: list[str], cwd: str, env: dict[str, str]) -> None:
    """Be a kernel, in the forked process, until told to stop or until the build is gone."""
    threading.Thread(target=_end_with_build, args=[Path(arguments[1]).parent], daemon=True).start()
    os.setsid()  # as an ordinary kernel: an interrupt at the terminal goes to the build alone
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    sys.argv[1:] = arguments
    sys.path[:] = [path for path in sys.path if path != cwd]  # the kernel itself puts "" there

    from ipykernel.kernelapp import IPKernelApp

    application = IPKernelApp.instance(parent_handle=os.getppid())
    application.initialize(arguments)
    application.start()


def _end_with_build(folder: Path) -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()  # returns when the build is gone, even if it was killed
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)
