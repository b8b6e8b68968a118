import pathlib

exec(
    compile(
        (pathlib.Path(__file__).resolve().parent.parent / "reference.py").read_text(encoding="utf-8"),
        "../reference.py",
        "exec",
    )
)
