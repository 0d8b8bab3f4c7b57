"""The import directions of DESIGN.md, read from the sources and seen in a fresh interpreter.

A package that imports upwards cannot be used alone; a heavy library loaded too early makes every
command, even --help, wait for seconds.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("index", "rag", "eval", "ui")
ALLOWED = {
    "index": {"index"},
    "rag": {"rag", "index"},
    "eval": {"eval", "rag", "index"},
    "ui": {"ui", "rag", "index"},
}
INSIDE_INDEX = (
    "errors reasons numerals folding dictionary amount_terms headwords documents blocks sentences tokens words"
    " lexicon embedding embedding_prompts embedding_pairs embedding_static embedding_transformer sentence_models",
    "outlining quantities copying",
    "tables",
    "mending formats",
    "outline read chunk facts",
    "file_outlines listing",
    "corpus",
    "storage",
    "store added remarks training",
    "records skipped",
    "generation",
    "building",
    "check build",
)
"""Modules and subpackages of index, the lowest first: each imports from the lines above its own.

Of one line only plain modules import one another, never subpackages.
"""
COMMAND_LINE = "ui.cli"
"""The modules whose names begin so may import eval."""
HEAVY = {
    "chromadb": ("index.storage.chroma_client",),
    "torch": ("index.training",),
    "sentence_transformers": ("index.sentence_models", "index.training"),
    "langchain": ("rag.llm.models",),
    "langchain_core": (
        "rag.llm.models",
        "rag.runnables",
        "rag.timings",
        "eval.baselines.searchers",
    ),
    "langchain_community": ("eval.baselines.searchers",),
    "langchain_chroma": ("eval.baselines.searchers",),
    "langchain_text_splitters": ("eval.baselines.pieces",),
    "sqlalchemy": ("rag.feedback",),
    "langchain_openai": ("rag.llm.models",),
    "gradio": ("ui.page",),
    "jieba": ("index.dictionary", "index.training"),
    "opencc": ("index.folding",),
    "tiktoken": ("index.tokens",),
    "pdfplumber": ("index.formats.pdf_tables",),
    "pypdfium2": ("index.formats.pdf", "index.formats.pdf_page"),
    "lxml": ("index.formats.ooxml", "index.formats.html_tokens"),
}
"""Each heavy library and the modules, or packages, that may import it."""


def modules() -> dict[str, Path]:
    """Every module of ours by its dotted name."""
    found = {}
    for package in OURS:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts).removesuffix(".__init__")] = path
    return found


MODULES = modules()


def imports(path: Path, *, whole: bool) -> Iterator[str]:
    """Dotted names that a module imports; those inside functions and `if TYPE_CHECKING` with `whole`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        lazy = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or (
            isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        )
        if whole or not lazy:
            pending.extend(ast.iter_child_nodes(node))


def within(module: str, place: str) -> bool:
    return module == place or module.startswith(place + ".")


@pytest.mark.parametrize("package", OURS)
def test_packages_import_downwards_only(package: str) -> None:
    wrong = []
    for module, path in MODULES.items():
        if not within(module, package):
            continue
        allowed = ALLOWED[package] | ({"eval"} if module.startswith(COMMAND_LINE) else set())
        for name in imports(path, whole=True):
            top = name.split(".")[0]
            if top in OURS and top not in allowed:
                wrong.append(f"{module} imports {name}")
    assert wrong == []


def test_index_is_built_in_layers() -> None:
    """A parser that knows the store, or a store that knows the corpus, cannot be changed alone."""
    height = {name: at for at, line in enumerate(INSIDE_INDEX) for name in line.split()}
    wrong = []
    for module, path in MODULES.items():
        if not within(module, "index") or module == "index":
            continue
        mine = module.split(".")[1]
        for name in imports(path, whole=True):
            other = name.split(".")[1] if name in MODULES and within(name, "index.") else mine
            singles = f"index.{mine}" == module and name == f"index.{other}"
            if height[other] > height[mine] - (other != mine and not singles):
                wrong.append(f"{module} imports {name}")
    assert wrong == []


def test_every_package_is_installed() -> None:
    """A folder that pyproject.toml forgets is missing wherever guanwen is not run from its sources."""
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for package in OURS
        for path in (ROOT / package).rglob("__init__.py")
    }
    assert set(listed["tool"]["setuptools"]["packages"]) == found


def test_no_module_imports_itself_through_others() -> None:
    graph = {
        module: {name for name in imports(path, whole=False) if name in MODULES and name != module}
        for module, path in MODULES.items()
    }
    while leaves := {module for module, below in graph.items() if not below & graph.keys()}:
        graph = {module: below for module, below in graph.items() if module not in leaves}
    assert graph == {}, f"import cycle among {sorted(graph)}"


@pytest.mark.parametrize("library", HEAVY)
def test_each_heavy_library_is_imported_in_its_own_place(library: str) -> None:
    users = {
        module
        for module, path in MODULES.items()
        if any(within(name, library) for name in imports(path, whole=True))
    }
    strangers = {m for m in users if not any(within(m, place) for place in HEAVY[library])}
    assert strangers == set()


@pytest.mark.parametrize(
    "module",
    [
        "index", "rag", "eval", "ui", "ui.cli", "ui.settings", "index.outline", "index.store",
        "index.embedding", "index.words", "rag.assistant", "rag.chain",
    ],
)  # fmt: skip
def test_importing_loads_nothing_heavy(module: str) -> None:
    """`guanwen --help` and `guanwen ask` must not wait for torch or gradio."""
    heavy = ["chromadb", "torch", "sentence_transformers", "gradio", "jieba", "opencc", "langchain"]
    if module in ("index", "rag", "eval", "ui", "ui.cli"):
        heavy += ["langchain_core", "numpy", "tiktoken", "fastapi"]
    code = f"import sys, {module}; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
    assert done.stderr == ""


def test_asking_does_not_load_what_reads_and_indexes_files() -> None:
    """The readers of files and the grammar of figures take 0.2 s of every `guanwen ask`."""
    unwanted = ["index.read", "index.corpus", "index.outline", "index.facts", "index.build"]
    code = (
        f"import sys, rag.assistant, ui.cli_ask; print([m for m in {unwanted} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
