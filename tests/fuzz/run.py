"""Run one target under atheris: python -m tests.fuzz.run TARGET [options of libFuzzer] [folders of inputs]."""

import sys

import atheris

with atheris.instrument_imports(include=["kg"]):
    from tests.fuzz.targets import TARGETS


if __name__ == "__main__":
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()
