"""Simulated patients: made-up facts, and ways of answering the interview's questions."""

from __future__ import annotations

import random
from typing import Any

from knowledge.model import Knowledge
from reasoning.interview import next_question, settle, upper_bound
from reasoning.mentions import Mention
from reasoning.record import apply

Facts = dict[str, dict[str, Any]]
RATES = {"symptoms": 0.3, "red_flags": 0.04, "history": 0.12}
SHARES = (3, 6, 8, 9, 10, 12, 20, 40, "8-10", ">60", "5-9")


def patient(rng: random.Random, k: Knowledge, tests: str) -> Facts:
    """Facts of a person with tests "none", "some" (each kind done by 6 of 10) or "all"; results known in part."""
    facts: Facts = {
        "age": {"status": "present", "value": rng.randint(30, 90)},
        "sex": {"status": "present", "value": rng.choice(["female", "male"])},
    }
    for group, rate in RATES.items():
        for member in k.groups[group].members:
            chance = rng.random()
            if chance < 0.9:
                facts[member] = {"status": "present" if chance < rate else "absent"}
    for group in ("blood_and_urine", "bone_marrow", "imaging"):
        if tests == "none" or (tests == "some" and rng.random() < 0.4):
            continue
        share = rng.choice([0.3, 0.6, 0.9])
        for member in k.groups[group].members:
            if rng.random() < share:
                facts[member] = result(member, rng)
    return facts


def result(member: str, rng: random.Random) -> dict[str, Any]:
    """A made-up test result."""
    if member == "marrow_plasma_cells":
        return {"status": "present", "value": rng.choice(SHARES)}
    if member == "hemoglobin":
        return {"status": "present", "value": rng.randint(80, 150)}
    if member == "esr_raised" and rng.random() < 0.7:
        return {"status": "present", "value": rng.randint(5, 90)}
    return {"status": rng.choice(["present", "absent"])}


def say(names: list[str], facts: Facts, found: Facts, k: Knowledge) -> Facts:
    """The findings after the person says what they know of these."""
    mentions = [Mention(name, facts[name]["status"], facts[name].get("value")) for name in names]
    recorded = apply(found, mentions, None, k)
    assert not recorded.doubts
    return recorded.findings


def reply(question: str, facts: Facts, found: Facts, manner: str, rng: random.Random, k: Knowledge) -> Facts:
    """The findings after an answer.

    A "cooperative" person says all they know of a group, a "brief" one says what is there and then "nothing else", a
    "lazy" one mentions one or two things.
    """
    if question not in k.groups:
        return say([question], facts, found, k) if question in facts else settle(question, "unknown", found, k)
    group = k.groups[question]
    members = [name for name in group.members if name in facts and name not in found]
    there = [name for name in members if facts[name]["status"] == "present"]
    if not (members if group.kind in ("tests", "profile") else there):
        return settle(question, "no", found, k)
    if manner == "cooperative":
        return say(members, facts, found, k)
    if manner == "brief":
        told = members if group.kind in ("tests", "profile") else there
        return settle(question, "no", say(told, facts, found, k), k)
    pool = there or members
    return say(rng.sample(pool, min(len(pool), rng.randint(1, 2))), facts, found, k)


def interview(
    facts: Facts, opening: list[str], manner: str, rng: random.Random, k: Knowledge
) -> tuple[Facts, list[str], list[int]]:
    """The findings at the end, the questions asked, and the upper bounds told before each question and at the end."""
    found, asked, bounds = say(opening, facts, {}, k), [], []
    while True:
        bounds.append(upper_bound(found, asked, k, after_emergency=True))
        question = next_question(found, asked, k, after_emergency=True)
        if question is None:
            return found, asked, bounds
        assert question not in asked and question not in found
        asked.append(question)
        found = reply(question, facts, found, manner, rng, k)


def opening_of(facts: Facts, rng: random.Random, k: Knowledge) -> list[str]:
    """What the person says first: up to two symptoms that are there, and now and then the age."""
    there = [name for name in k.groups["symptoms"].members if facts.get(name, {}).get("status") == "present"]
    return rng.sample(there, min(len(there), 2)) + (["age"] if rng.random() < 0.4 else [])
