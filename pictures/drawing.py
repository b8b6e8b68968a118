"""`draw`: one picture with its words, from the document's data and what a person told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from knowledge.drawings_schema import DrawingWords
from knowledge.model import Knowledge
from pictures import electrophoresis, marrow, skeleton, skull, vertebrae
from pictures.frame import Sheet, framed
from pictures.places import Marks, marks
from reasoning.findings import Findings, figure
from reasoning.quantity import Interval

SHARE = "marrow_plasma_cells"


@dataclass(frozen=True)
class Picture:
    """A picture and its words.

    `svg` is a whole document. `alt` is a short alternative, `description` a long one for whom no image reaches.
    `caption` names the section of the document. `personal` says that the picture shows what a person told.
    """

    name: str
    title: str
    alt: str
    description: str
    caption: str
    svg: str
    personal: bool

    @property
    def address(self) -> str:
        """Where the server gives the picture as PNG, always without anything personal."""
        return f"/pictures/{self.name}.png"

    def custom(self) -> dict[str, Any]:
        """The JSON by which a channel may show it."""
        return {
            "kind": "picture",
            "name": self.name,
            "title": self.title,
            "alt": self.alt,
            "caption": self.caption,
            "svg": self.svg,
            "png": self.address,
        }


def draw(name: str, findings: Findings, knowledge: Knowledge, captioned: bool = False) -> Picture:
    """The picture of this name with what `findings` say; with no findings it shows the document alone.

    `captioned` draws title and caption into the image too. Raises KeyError for an unknown name.
    """
    words = knowledge.words.drawings.drawings[name]
    told = marks(findings, knowledge) if name == "skeleton" else Marks()
    share = figure(findings, SHARE) if name == "marrow" else None
    personal = bool(told) or share is not None
    alt = words.alt_own if personal and words.alt_own else words.alt
    caption = _caption(name, knowledge)
    sheet = _sheet(name, told, share, words, knowledge)
    return Picture(
        name=name,
        title=words.title,
        alt=alt,
        description=" ".join([_description(name, words, knowledge), *_own(told, share, words, knowledge), caption]),
        caption=caption,
        svg=framed(name, sheet, words.title, alt, caption if captioned else None),
        personal=personal,
    )


def _sheet(name: str, told: Marks, share: Interval | None, words: DrawingWords, knowledge: Knowledge) -> Sheet:
    data, labels = knowledge.drawings, words.labels
    if name == "skeleton":
        sites = {bone: entry.site for bone, entry in data.bones.items()}
        return skeleton.sheet(labels, knowledge.words.drawings.bones, sites, told)
    if name == "marrow":
        limits = [(limit.percent, labels[limit.source]) for limit in data.marrow.limits]
        return marrow.sheet(labels, data.marrow.few, data.marrow.many, limits, share)
    return {"skull": skull.sheet, "vertebrae": vertebrae.sheet, "electrophoresis": electrophoresis.sheet}[name](labels)


def _caption(name: str, knowledge: Knowledge) -> str:
    """The sections that the picture's facts stand in, and that it is a drawing."""
    words = knowledge.words
    facts = knowledge.drawings.drawings[name].facts
    sections = list(dict.fromkeys(words.explanations[f"section.{knowledge.facts[f].section}"] for f in facts))
    named = words.drawings.sources if len(sections) == 1 else words.drawings.sources_many
    listed = _listed(sections, knowledge)
    return words.drawings.caption.format(sections=named.format(section=listed, sections=listed))


def _description(name: str, words: DrawingWords, knowledge: Knowledge) -> str:
    data, labels = knowledge.drawings, words.labels
    filled: dict[str, str] = {}
    if name == "skeleton":
        for site in skeleton.SITES:
            filled[site] = _bones([bone for bone, entry in data.bones.items() if entry.site == site], knowledge)
    elif name == "skull":
        filled["count"] = str(len(skull.holes()))
    elif name == "vertebrae":
        filled["count"] = str(vertebrae.COUNT)
    elif name == "electrophoresis":
        filled["zones"] = _listed([labels[zone] for zone in electrophoresis.ZONES], knowledge)
    else:
        filled = {"few": f"{data.marrow.few:g}", "many": f"{data.marrow.many:g}"}
        filled["limits"] = " ".join(labels[limit.source] for limit in data.marrow.limits)
    return words.description.format(**filled)


def _own(told: Marks, share: Interval | None, words: DrawingWords, knowledge: Knowledge) -> list[str]:
    """The sentences on what the person told."""
    own, out = words.description_own, []
    for kind, bones in (("pain", told.pain), ("seen", told.seen)):
        if bones:
            out.append(own[kind].format(bones=_bones(bones, knowledge)))
    if any(skeleton.is_double(bone) for bone in (*told.pain, *told.seen)):
        out.append(own["sides"])
    if told.unplaced:
        labels = [knowledge.words.findings[finding].label for finding in told.unplaced]
        out.append(own["unplaced"].format(findings=_listed(labels, knowledge)))
    if share is not None:
        sure, maybe = marrow.counts(share)
        told_as = own["range" if maybe else "point"]
        out.append(told_as.format(value=marrow.shown(share), count=sure, more=maybe))
        relation = marrow.relation(share, [limit.percent for limit in knowledge.drawings.marrow.limits])
        out += [own[relation]] if relation else []
    return out


def _bones(bones: list[str] | tuple[str, ...], knowledge: Knowledge) -> str:
    return _listed([knowledge.words.drawings.bones[bone] for bone in bones], knowledge)


def _listed(items: list[str], knowledge: Knowledge) -> str:
    join = knowledge.words.explanations
    return join["list.comma"].join(items[:-1]) + join["list.and"] + items[-1] if len(items) > 1 else "".join(items)
