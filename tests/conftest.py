"""Options of the tests: `pytest tests/test_cards.py --card SUPPORT` codes the examples of one card alone."""

collect_ignore_glob = ["conftest.py", "*/conftest.py", "fuzz/run.py"]  # hooks, a command: no tests


def pytest_addoption(parser):
    parser.addoption(
        "--card", action="append", default=[], metavar="TYPE", help="code the examples of this card only (repeatable)"
    )
