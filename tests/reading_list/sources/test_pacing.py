from pathlib import Path

import pytest

from reading_list.sources.pacing import Pace, Pacer
from replay import Hours, Reply, open_fetcher, serve

PACE = Pace("arxiv", 3.0)


def take_turns(pacer: Pacer, count: int = 1) -> None:
    for _ in range(count):
        with pacer.turn(PACE):
            pass


def test_the_first_turn_comes_at_once_and_the_next_after_a_pause() -> None:
    hours = Hours()

    take_turns(Pacer(hours.clock), 3)

    assert hours.sleeps == [3.0, 3.0]


def test_time_that_passed_anyway_counts() -> None:
    hours = Hours()
    pacer = Pacer(hours.clock)
    take_turns(pacer)
    hours.time += 1

    take_turns(pacer)

    assert hours.sleeps == [2.0]


def test_processes_share_their_turns(tmp_path: Path) -> None:
    hours = Hours()

    take_turns(Pacer(hours.clock, tmp_path / "cache"))
    take_turns(Pacer(hours.clock, tmp_path / "cache"))

    assert hours.sleeps == [3.0]


def test_services_do_not_wait_for_one_another() -> None:
    hours = Hours()
    pacer = Pacer(hours.clock)
    take_turns(pacer)

    with pacer.turn(Pace("doi", 1.0)):
        pass

    assert hours.sleeps == []


def test_a_clock_that_was_set_back_costs_one_pause(tmp_path: Path) -> None:
    hours = Hours()
    (tmp_path / "arxiv.lock").write_text(str(hours.time + 1_000_000))

    take_turns(Pacer(hours.clock, tmp_path))

    assert hours.sleeps == [3.0]


@pytest.mark.parametrize("content", ["", "yesterday", "9" * 100])
def test_a_broken_lock_file_stops_nobody(tmp_path: Path, content: str) -> None:
    (tmp_path / "arxiv.lock").write_text(content)
    hours = Hours()

    take_turns(Pacer(hours.clock, tmp_path), 2)

    assert hours.sleeps[-1] == 3.0


def test_without_a_folder_that_can_be_written_it_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    hours = Hours()

    take_turns(Pacer(hours.clock, tmp_path / "file"), 2)

    assert hours.sleeps == [3.0]


def test_a_failure_ends_a_turn_too() -> None:
    hours = Hours()
    pacer = Pacer(hours.clock)
    with pytest.raises(KeyError), pacer.turn(PACE):
        raise KeyError

    take_turns(pacer)

    assert hours.sleeps == [3.0]


def test_requests_to_a_host_keep_its_pace() -> None:
    hours = Hours()
    with (
        serve() as replay,
        open_fetcher(replay.origin, hours=hours, paces={"127.0.0.1": PACE}) as fetcher,
    ):
        url = replay.add("/x", Reply("x"))
        for _ in range(3):
            fetcher.get(url)

    assert hours.sleeps == [3.0, 3.0]
