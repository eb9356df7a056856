import threading
from concurrent.futures import ThreadPoolExecutor

import anyio

from mapapp.web.turns import AT_ONCE, in_turn


def apart(work, *given):
    """Run in an event loop of its own, in a thread: the browser of other tests has this thread's."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(anyio.run, work, *given).result()


def test_no_more_answers_are_worked_out_at_once_than_there_are_turns_and_all_come():
    working, most, lock, wait = 0, 0, threading.Lock(), threading.Event()

    def work(number):
        nonlocal working, most
        with lock:
            working += 1
            most = max(most, working)
        wait.wait(0.02)
        with lock:
            working -= 1
        return number

    answers = []

    async def ask(number):
        answers.append(await in_turn(work, number))

    async def all_at_once():
        async with anyio.create_task_group() as group:
            for number in range(4 * AT_ONCE):
                group.start_soon(ask, number)

    apart(all_at_once)
    assert most == AT_ONCE
    assert sorted(answers) == list(range(4 * AT_ONCE))


def test_each_event_loop_has_its_own_turns():
    for _ in range(2):
        assert apart(in_turn, str, 5) == "5"
