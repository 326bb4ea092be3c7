#!/usr/bin/env python3
"""The only command a person needs: `python3 run.py [command …]`, from any folder.

The first run creates `.venv` beside this file and installs the pinned requirements into it. Every run then becomes
`python -m hub` (or pytest, for `test`) with the repository as its working folder. It uses the standard library only.
Every Python from 3.6 on must be able to parse this file: one that is too old says so, and not with a SyntaxError.
"""

import os
import sys

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.realpath(__file__))
VENV = os.path.join(ROOT, ".venv")
VENV_PYTHON = os.path.join(VENV, "bin", "python")
SITE = ("requirements.txt",)
TESTS = ("requirements.txt", "requirements-dev.txt")
UNFINISHED = "unfinished"
# `test` alone: a process more than processors (tests wait as well), each file in one; `-m apart` for a quiet machine.
SUITE = ("-n", str((os.cpu_count() or 1) + 1), "--dist", "loadfile", "--no-loadscope-reorder", "-m", "not apart")

# Words of exceptions and of pip's log, by the line that explains them.
DISK = ("[Errno 28]", "[Errno 122]", "[Errno 27]")
PERMISSION = ("[Errno 13]", "[Errno 1]", "[Errno 30]")
NETWORK = (
    *("connection broken by", "Max retries exceeded", "NewConnectionError", "ConnectTimeout", "ReadTimeout"),
    *("ProxyError", "SSLError", "401 Client Error", "403 Client Error", "407 Client Error", "Server Error"),
)

LINES = {  # key: (English, Vietnamese)
    "old": (
        "The hub needs Python {need} or newer; this is {have} ({python}). Run it with a newer one: python3.11 run.py",
        "Trang cần Python {need} trở lên; đây là {have} ({python}). Hãy chạy bằng bản mới hơn: python3.11 run.py",
    ),
    "system": (
        "The hub runs on Linux and macOS; on Windows, run it inside WSL.",
        "Trang chạy trên Linux và macOS; trên Windows, hãy chạy trong WSL.",
    ),
    "begin": (
        "First use, or the requirements have changed: installing {what} into .venv (about half a minute).",
        "Lần chạy đầu, hoặc danh sách thư viện đã đổi: đang cài {what} vào .venv (khoảng nửa phút).",
    ),
    "wait": ("Another run is installing; waiting for it.", "Một tiến trình khác đang cài đặt; đang chờ."),
    "done": ("Installed in {seconds} s.", "Đã cài xong trong {seconds} giây."),
    "stopped": (
        "Stopped before the installation was complete; run the same command again and it is made good.",
        "Đã dừng khi chưa cài xong; chạy lại lệnh này thì việc cài đặt sẽ được làm lại.",
    ),
    "ensurepip": (
        "This Python cannot make virtual environments ({missing} is missing). On Debian or Ubuntu: "
        "sudo apt install {package}; then run the same command again.",
        "Python này không tạo được môi trường ảo (thiếu {missing}). Trên Debian hoặc Ubuntu: "
        "sudo apt install {package}; rồi chạy lại lệnh này.",
    ),
    "network": (
        "No usable answer from the package index. Check the network, the proxy and the index that pip is told to use "
        "(HTTPS_PROXY, PIP_INDEX_URL), then run the same command again.",
        "Không nhận được trả lời từ kho gói Python. Hãy kiểm tra mạng, máy chủ trung gian và địa chỉ kho mà pip dùng "
        "(HTTPS_PROXY, PIP_INDEX_URL), rồi chạy lại lệnh này.",
    ),
    "lacking": (
        "The package index that pip uses does not offer everything in {what} for Python {have}. Check PIP_INDEX_URL, "
        "PIP_NO_INDEX and pip's configuration, then run the same command again.",
        "Kho gói mà pip dùng không có đủ những gì {what} cần cho Python {have}. Hãy kiểm tra PIP_INDEX_URL, "
        "PIP_NO_INDEX và cấu hình của pip, rồi chạy lại lệnh này.",
    ),
    "disk": (
        "The disk is full: free about 500 MB in {root} and in the temporary folder, then run the same command again.",
        "Ổ đĩa đã đầy: hãy giải phóng khoảng 500 MB ở {root} và ở thư mục tạm, rồi chạy lại lệnh này.",
    ),
    "permission": (
        "No permission to write {root}/.venv: run as its owner, or give this account the right to write there.",
        "Không có quyền ghi {root}/.venv: hãy chạy bằng tài khoản sở hữu thư mục hoặc cấp quyền ghi cho tài khoản này.",
    ),
    "broken": (
        "The installation into {root}/.venv failed ({error}). Delete that folder and run the same command again.",
        "Không cài được vào {root}/.venv ({error}). Hãy xóa thư mục đó rồi chạy lại lệnh này.",
    ),
}


def say(key, **facts):
    """Write a line to standard error, in the locale's language if that is Vietnamese or English, otherwise in both."""
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    language = next((name for name in names if name), "")[:2].lower()
    english, vietnamese = (text.format(root=ROOT, **facts) for text in LINES[key])
    text = {"en": english, "vi": vietnamese}.get(language, english + " / " + vietnamese)
    sys.stderr.flush()
    # Bytes, because an ASCII locale would turn Vietnamese into escapes.
    sys.stderr.buffer.write(("run.py: " + text + "\n").encode("utf-8"))
    sys.stderr.buffer.flush()


def stop(key, **facts):
    """Say why, and end with exit code 1."""
    say(key, **facts)
    sys.exit(1)


def version():
    """Return the running Python's version as "3.11"."""
    return "{}.{}".format(*sys.version_info)


if sys.version_info[:2] < OLDEST:
    stop("old", need="{}.{}".format(*OLDEST), have=version(), python=sys.executable)
if os.name != "posix":
    stop("system")


def read(path: str) -> str:
    """Return a file's text, or an empty string if there is no such file."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def stamp_path(files: tuple[str, ...]) -> str:
    """Return the path of the stamp that records what was installed in `.venv` for these requirement files."""
    return os.path.join(VENV, ".installed-" + files[-1])


def requirements_digest(files: tuple[str, ...]) -> str:
    """Return the sha256 of the requirement files' contents."""
    import hashlib

    return hashlib.sha256("\0".join(read(os.path.join(ROOT, name)) for name in files).encode()).hexdigest()


def same_python(text: str) -> bool:
    """Tell whether a stamp was written for the Python on which `.venv` is based now.

    If this file is run with another Python, a good `.venv` is left alone, because a server may be running from it.
    """
    _, made_with, base = (*text.split(" ", 2), "", "")[:3]
    if not base or base != os.path.realpath(VENV_PYTHON) or not os.path.exists(base):
        return False
    return base != os.path.realpath(sys.executable) or made_with == version()


def is_installed(files: tuple[str, ...]) -> bool:
    """Tell whether `.venv` holds exactly these requirements; costs three small reads."""
    text = read(stamp_path(files))
    return same_python(text) and text.split(" ", 1)[0] == requirements_digest(files)


def write_stamp(files: tuple[str, ...], text: str) -> None:
    """Write a stamp atomically."""
    path = stamp_path(files)
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(path + ".new", path)


def running_python_has(files: tuple[str, ...]) -> bool:
    """Tell whether the running Python already has every pinned requirement, as in a container image."""
    import re
    from importlib import metadata

    pins = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;#]+)", re.MULTILINE)
    try:
        return all(
            metadata.version(name) == wanted
            for file in files
            for name, wanted in pins.findall(read(os.path.join(ROOT, file)))
        )
    except metadata.PackageNotFoundError:
        return False


def lock() -> None:
    """Take the lock of this folder; it is released when this process ends or becomes the command."""
    import fcntl

    descriptor = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("wait")
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def cause(text: str) -> str:
    """Return the key of the line that explains a failure, given the words of an exception or of pip's log."""
    for key, signs in (("disk", DISK), ("permission", PERMISSION), ("network", NETWORK)):
        if any(sign in text for sign in signs):
            return key
    return "lacking" if "No matching distribution" in text else "broken"


def make_venv() -> None:
    """Create an empty `.venv` with pip, replacing whatever was there."""
    import subprocess

    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError as error:
        stop("ensurepip", missing=error.name, package="python" + version() + "-venv")
    for files in (SITE, TESTS):
        if os.path.isfile(stamp_path(files)):
            os.remove(stamp_path(files))
    try:
        venv.create(VENV, clear=True, symlinks=True, with_pip=True)
    except subprocess.CalledProcessError as error:
        output = (error.output or b"").decode("utf-8", "replace").strip()
        stop(cause(output), error=(output.splitlines() or [str(error)])[-1])
    stamp(SITE, "empty")  # valid though empty, so that it is not created again if the network fails


def full_disk() -> bool:
    """Tell whether the disk is almost full, which pip's log cannot say if it is on the same disk."""
    import shutil
    import tempfile

    try:
        return any(shutil.disk_usage(path).free < 2**20 for path in (VENV, tempfile.gettempdir()))
    except OSError:  # gettempdir found no folder that it could write to
        return True


def install(files: tuple[str, ...]) -> None:
    """Install the requirement files into `.venv` with pip, which shows its progress on standard error."""
    import subprocess

    log = os.path.join(VENV, "pip.log")
    open(log, "wb").close()
    before = read(stamp_path(files))
    digests = {each: requirements_digest(each) for each in (SITE, files)}  # as pip reads them now
    write_stamp(files, UNFINISHED)
    command = [VENV_PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--log", log]
    command += ["--retries", "1", "--timeout", "15"]
    command += [part for name in files for part in ("-r", os.path.join(ROOT, name))]
    # PIP_USER would make pip refuse a virtual environment.
    result = subprocess.call(command, stdout=sys.stderr, env={**os.environ, "PIP_USER": "0"})
    if result:
        text = read(log)
        if "Installing collected packages" not in text:
            write_stamp(files, before)  # pip has changed nothing, so the earlier stamp still holds
        key = "disk" if full_disk() else cause(text)
        stop(key, what=files[-1], have=version(), error=f"pip: {result}, {log}")
    for done, digest in digests.items():
        stamp(done, digest)


def stamp(files: tuple[str, ...], digest: str) -> None:
    """Record what `.venv` holds, and the version and path of its Python, which may not be the running one."""
    import subprocess

    code = "import sys; print('{}.{}'.format(*sys.version_info))"
    made_with = subprocess.check_output([VENV_PYTHON, "-c", code], text=True).strip()
    write_stamp(files, " ".join((digest, made_with, os.path.realpath(VENV_PYTHON))))


def set_up(files: tuple[str, ...]) -> None:
    """Make `.venv` hold these requirements; one that is incomplete is recreated."""
    import time

    began = time.monotonic()
    try:
        lock()
        if not is_installed(files):
            say("begin", what=files[-1])
            stamps = [read(stamp_path(SITE)), read(stamp_path(TESTS))]
            if UNFINISHED in stamps or not same_python(stamps[0]):
                make_venv()
            install(files)
            say("done", seconds=round(time.monotonic() - began))
    except OSError as error:
        stop(cause(str(error)), error=error)
    except ValueError as error:  # venv raises it if a file is in the way
        stop("broken", error=error)
    except KeyboardInterrupt:
        say("stopped")
        sys.exit(130)


def main(arguments: list[str]) -> None:
    """Find or create a Python that has what the command needs, and become it."""
    testing = arguments[:1] == ["test"]
    files = TESTS if testing else SITE
    python = VENV_PYTHON
    if not is_installed(files):
        if running_python_has(files):
            python = sys.executable
        else:
            set_up(files)
    module = ["pytest", *(arguments[1:] or SUITE)] if testing else ["hub", *arguments]
    if testing:  # its many processes read what one of them has compiled, also in a container that wants nothing kept
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # Relative paths count from the folder where the command was typed.
    os.environ["HUB_CALLED_FROM"] = os.getcwd()
    os.chdir(ROOT)
    os.execv(python, [python, "-m", *module])


if __name__ == "__main__":
    main(sys.argv[1:])
