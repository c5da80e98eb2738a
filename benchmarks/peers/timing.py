"""Timings and memory as one JSON line per result."""

import json
import resource
import statistics
import time

import torch


def peak_megabytes():
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def report(name, **values):
    print(json.dumps({"name": name, **values}, ensure_ascii=False), flush=True)


def measure(action, warmup, repeats, seconds=float("inf")):
    """Seconds of each run after the warm-up, stopping early once `seconds` have gone by."""
    for _ in range(warmup):
        action()
    times, begin = [], time.perf_counter()
    while len(times) < repeats and (len(times) < 3 or time.perf_counter() - begin < seconds):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return times


def report_times(name, times, unit="ms", **values):
    scale = {"ms": 1e3, "us": 1e6}[unit]
    lower, median, upper = statistics.quantiles(times, n=4, method="inclusive")
    report(
        name,
        median=round(median * scale, 3),
        quartiles=[round(lower * scale, 3), round(upper * scale, 3)],
        unit=unit,
        runs=len(times),
        threads=torch.get_num_threads(),
        peak_rss_mb=peak_megabytes(),
        **values,
    )


def common_arguments(parser, repeats):
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--warmup", type=int, default=3)
    parser.add_argument("--repeats", type=int, default=repeats)
    parser.add_argument("--seed", type=int, default=1)


def prepare(arguments):
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
