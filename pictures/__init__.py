"""Pictures drawn from the document's data: SVG with words beside it. Pure: knowledge and findings in, text out.

`drawing.draw` makes one, `choosing` says which belong to an answer; `skeleton`, `skull`, `vertebrae`,
`electrophoresis` and `marrow` hold one picture each.
"""
