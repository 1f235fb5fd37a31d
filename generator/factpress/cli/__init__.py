"""The `factpress` command, the only part of the package that prints.

`arguments` parses, `commands` does the work, `printing` prints the outcome. A command imports its
modules when it runs, so that `--version` and `--help` answer at once.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
import warnings
from collections.abc import Sequence
from types import TracebackType
from typing import NoReturn

from factpress.cli.arguments import parsed
from factpress.cli.commands import BUSY, DISK, DONE, REFUSED, USAGE, UsageError
from factpress.cli.printing import print_problems, print_status
from factpress.model.problems import BuildRefused, DiskError, FolderInUse, FolderRefused
from factpress.output.system import ENDING
from factpress.workers import collect_seldom


def run() -> NoReturn:
    """The command as a process of its own, which ends without cleaning up memory."""
    # A preview builds again and again.
    if sys.argv[1:2] != ["preview"]:
        collect_seldom()
    sys.excepthook = _show_mistake
    _stop_at_signals()
    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        pass
    except OSError:
        code = DISK
    os._exit(code)


class Stopped(BaseException):
    """Raised where the command is when somebody ends it; `signal` is the number."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(signal.Signals(number).name)


def _stop_at_signals() -> None:
    """Lets a signal that ends a command raise Stopped, so that staging is removed."""

    def stop(number: int, frame: object) -> NoReturn:
        # Once is enough: what is being removed must not be left half removed.
        for each in ENDING:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(number)

    for each in ENDING:
        # What the caller ignores, as nohup does, stays ignored.
        if signal.getsignal(each) is not signal.SIG_IGN:
            signal.signal(each, stop)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit code.

    0 done, 1 refused, 2 wrong usage, 74 disk, 75 busy; stopped by a signal, 128 and its number.
    """
    _show_warnings()
    options = parsed(arguments)
    try:
        return int(options.run(options))
    except BuildRefused as refused:
        print_problems(refused.problems)
        return REFUSED
    except FolderInUse as error:
        print_status(str(error), "red")
        return BUSY
    except FolderRefused as error:
        print_status(str(error), "red")
        return REFUSED
    except DiskError as error:
        print_status(str(error), "red")
        return DISK
    except UsageError as error:
        print_status(f"factpress: {error}", "red")
        return USAGE
    except Stopped as stopped:
        print_status(f"stopped by {stopped}", "red")
        return 128 + stopped.number
    except KeyboardInterrupt:
        print_status("stopped", "red")
        return 128 + signal.SIGINT
    except BrokenPipeError:
        # The reader of our output has gone.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        print_status(f"factpress: {error}", "red")
        return DISK


def _show_mistake(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Prints the traceback of a mistake of ours, which may hold text of a card."""
    print_status("".join(traceback.format_exception(kind, error, trace)).rstrip(), "")


def _show_warnings() -> None:
    """Shows warnings also under `python -W error`: a library's warning ends no build."""
    if any(action == "error" for action, *_ in warnings.filters):
        warnings.simplefilter("default")
