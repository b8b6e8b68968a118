"""The findings as FHIR R4 (4.0.1): a Bundle with what was told (QuestionnaireResponse) and Observations of it.

Everything is preliminary and about a person without name, number or birth date. What the assistant concludes stays out:
it is education, not a finding. Codes are those of knowledge/codes.yml; the rest is text. fhirclient, the library of the
SMART project generated from the R4 definitions, checks every bundle before it goes out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import Any
from uuid import uuid4

from knowledge.model import Knowledge
from reasoning.findings import Findings, number
from reasoning.quantity import Interval, tidy
from summary.model import Summary, Told
from summary.telling import told

YES_NO = "http://terminology.hl7.org/CodeSystem/v2-0532"
ANSWERS = {"present": ("Y", "Yes"), "absent": ("N", "No"), "unknown": ("ASKU", "asked but unknown")}
GENDER = "http://hl7.org/fhir/administrative-gender"
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
CATEGORIES = {"blood_and_urine": "laboratory", "bone_marrow": "laboratory", "imaging": "imaging"}
INTERPRETATION = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"
INTERPRETATIONS = {"above": ("H", "High"), "below": ("L", "Low")}
UCUM = "http://unitsofmeasure.org"
Resource = dict[str, Any]


class InvalidBundle(ValueError):
    """The bundle is not FHIR R4; the message is the library's, which names places and types."""


def fhir(
    summary: Summary, findings: Findings, knowledge: Knowledge, new_id: Callable[[], str] = lambda: str(uuid4())
) -> Resource:
    """The bundle as JSON's own types; InvalidBundle where it does not validate. `new_id`: a UUID for each resource."""
    made = _Bundle(summary, findings, knowledge, new_id).bundle()
    from fhirclient.models.bundle import Bundle
    from fhirclient.models.fhirabstractbase import FHIRValidationError

    try:
        checked: Resource = Bundle(made).as_json()
    except FHIRValidationError as error:
        raise InvalidBundle(str(error)) from error
    return checked


class _Bundle:
    def __init__(self, summary: Summary, findings: Findings, knowledge: Knowledge, new_id: Callable[[], str]) -> None:
        self.summary, self.findings, self.knowledge, self.new_id = summary, findings, knowledge, new_id
        self.words = knowledge.words.summary
        self.patient, self.answers = (f"urn:uuid:{new_id()}" for _ in range(2))
        self.subject = {"reference": self.patient, "display": self.words.fhir_subject}

    def bundle(self) -> Resource:
        entries = [(self.patient, self.person()), (self.answers, self.response())]
        entries += [(f"urn:uuid:{self.new_id()}", one) for one in self.observations()]
        return {
            "resourceType": "Bundle",
            "language": self.summary.locale,
            "type": "collection",
            "timestamp": self.summary.date,
            "entry": [{"fullUrl": url, "resource": resource} for url, resource in entries],
        }

    def person(self) -> Resource:
        """The subject: nothing but the sex, where it was told."""
        sex = self.summary.person.sex
        return {"resourceType": "Patient", "gender": str(sex.value) if sex and sex.value else "unknown"}

    def response(self) -> Resource:
        """All that was told, group by group, also what is not known."""
        disclaimer = self.summary.disclaimer.text
        intro = f"<p>{escape(self.summary.intro.text)}</p><p>{escape(disclaimer)}</p>"
        groups = []
        for group in self.knowledge.groups.values():
            items = [self.item(name) for name in group.members if name in self.findings]
            if items:
                groups.append({"linkId": group.id, "text": self.knowledge.words.label(group.id), "item": items})
        return {
            "resourceType": "QuestionnaireResponse",
            "language": self.summary.locale,
            "text": {"status": "generated", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{intro}</div>'},
            "status": "in-progress",
            "subject": self.subject,
            "authored": self.summary.date,
            "item": [{"linkId": "disclaimer", "text": disclaimer}, *groups],
        }

    def item(self, finding: str) -> Resource:
        one = told(finding, self.findings, self.knowledge)
        item: Resource = {"linkId": finding, "text": self.knowledge.words.label(finding)}
        kind = self.knowledge.findings[finding].kind
        if one.status == "present" and kind == "category":
            coding = {"system": GENDER, "code": one.value} if finding == "sex" else {"code": one.value}
            return item | {"answer": [{"valueCoding": coding}]}
        if one.status == "present" and kind == "quantity":
            return item | {"answer": [self.stated(one)]}
        code, display = ANSWERS[one.status]
        answer: Resource = {"valueCoding": {"system": YES_NO, "code": code, "display": display}}
        inner = []
        if one.value is not None:
            value = {"linkId": f"{finding}.value", "text": self.words.fhir_value, "answer": [self.stated(one)]}
            inner.append(value)
        if one.sites:
            sites = [{"valueString": site} for site in one.sites]
            inner.append({"linkId": f"{finding}.sites", "text": self.words.fhir_sites, "answer": sites})
        return item | {"answer": [answer | ({"item": inner} if inner else {})]}

    def stated(self, one: Told) -> Resource:
        """A value as an answer; answers have no ranges, so a range of numbers goes as text."""
        stated = number(self.findings, one.finding)
        assert stated is not None
        if len(stated.ends()) == 1:
            return {"valueQuantity": self.quantity(stated, one.unit)}
        return {"valueString": f"{one.value} {one.unit or ''}".rstrip()}

    def quantity(self, stated: Interval, unit: str | None) -> Resource:
        """A single number or a bound, with its unit in UCUM."""
        found = self.amount(stated.ends()[0], unit)
        if not stated.is_point:
            over = stated.high == float("inf")
            strict = stated.low_open if over else stated.high_open
            found["comparator"] = (">" if over else "<") + ("" if strict else "=")
        return found

    def amount(self, value: float, unit: str | None) -> Resource:
        coded = {"unit": unit, "system": UCUM, "code": self.knowledge.ucum[unit]} if unit else {}
        return {"value": tidy(value), **coded}

    def observations(self) -> Iterator[Resource]:
        """Age and the results of tests, as far as they are known."""
        for group in self.knowledge.groups.values():
            for finding in group.members:
                stored = self.findings.get(finding, {}).get("status")
                if stored in ("present", "absent") and (group.kind == "tests" or finding == "age"):
                    yield self.observation(told(finding, self.findings, self.knowledge), group.id)

    def observation(self, one: Told, group: str) -> Resource:
        made: Resource = {
            "resourceType": "Observation",
            "status": "preliminary",
            "code": self.code(one),
            "subject": self.subject,
            "issued": self.summary.date,
            **self.value(one),
            "note": [{"text": f"{self.words.fhir_note} {self.summary.disclaimer.text}"}],
            "derivedFrom": [{"reference": self.answers}],
        }
        if group in CATEGORIES:
            made["category"] = [{"coding": [{"system": CATEGORY, "code": CATEGORIES[group]}]}]
        if one.sites:
            made["bodySite"] = {"text": ", ".join(one.sites)}
        return made | self.interpreted(one)

    def code(self, one: Told) -> Resource:
        """What is observed: a code where a value has one, and always words."""
        code = self.knowledge.codes.get(one.finding)
        if code is None or one.value is None:
            return {"text": self.knowledge.words.label(one.finding)}
        return {
            "coding": [{"system": code.system, "code": code.code, "display": code.display}],
            "text": code.display,
        }

    def value(self, one: Told) -> Resource:
        stated = number(self.findings, one.finding)
        if stated is None:
            return {"valueBoolean": one.status == "present"}
        if len(stated.ends()) == 1:
            return {"valueQuantity": self.quantity(stated, one.unit)}
        low, high = (self.amount(end, one.unit) for end in stated.ends())
        return {"valueRange": {"low": low, "high": high}}

    def interpreted(self, one: Told) -> Resource:
        """High or low against the one limit that applies; a value on the other side of it is not called normal."""
        reading = one.reading
        if reading is None or len(reading.limits) != 1 or reading.verdict in ("said", "open"):
            return {}
        side = "low" if "below" in reading.verdict else "high"
        limit = {side: self.amount(reading.limits[0], one.unit)}
        found: Resource = {"referenceRange": [limit | {"text": reading.text}]}
        if reading.verdict in INTERPRETATIONS:
            code, display = INTERPRETATIONS[reading.verdict]
            coding = {"system": INTERPRETATION, "code": code, "display": display}
            found["interpretation"] = [{"coding": [coding]}]
        return found
