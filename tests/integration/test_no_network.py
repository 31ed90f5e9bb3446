"""A build never asks anybody."""

import subprocess
import sys

BUILD = """
import sys
import reading_list.mkdocs_plugin
print(sorted({"reading_list.sources", "requests"} & sys.modules.keys()))
"""


def test_what_a_build_imports_can_ask_nobody() -> None:
    run = subprocess.run([sys.executable, "-c", BUILD], capture_output=True, text=True, check=True)

    assert run.stdout == "[]\n"
