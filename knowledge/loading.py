"""YAML files into models; a fault is told with file, line and reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.resolver import Resolver

from knowledge.errors import PlanFileError

ModelT = TypeVar("ModelT", bound=BaseModel)

HERE = Path(__file__).parent


def read_yaml(path: Path) -> Any:
    """Return what the YAML file at *path* holds.

    Raises:
        PlanFileError: The file cannot be read, or is no YAML.
    """
    try:
        return _parser().load(path.read_text("utf-8"))
    except OSError as error:
        raise PlanFileError(path, 1, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise PlanFileError(path, 1, "cannot be read: it is no text in UTF-8") from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise PlanFileError(
            path, mark.line + 1 if mark else 1, f"is no YAML: {error.problem or error.context}"
        ) from error
    except YAMLError as error:
        raise PlanFileError(path, 1, f"is no YAML: {error}") from error


class _Yaml12(Resolver):
    """Plain scalars by the rules of YAML 1.2. ruamel's own resolver settles the version anew for each scalar.

    That takes half of the time of reading a plan.
    """

    processing_version = (1, 2)

    def __init__(
        self,
        version: object = None,  # noqa: ARG002 - given by ruamel
        loader: Any = None,
        loadumper: Any = None,
    ) -> None:
        super().__init__(loader or loadumper)


class _UnusualError(Exception):
    """A document has more in it than lists, mappings and plain values, such as a set."""


_TAG = "tag:yaml.org,2002:"


class _Direct(SafeConstructor):
    """Lists, mappings and text by a short way, which is four times as fast; all else as ruamel makes it."""

    def construct_document(self, node: Node) -> Any:
        try:
            return self._construct(node)
        except (_UnusualError, RecursionError):  # the latter for what holds itself
            return super().construct_document(node)
        finally:
            self.constructed_objects = {}

    def _construct(self, node: Node) -> Any:
        if node.anchor is None:
            return self._construct_anew(node)
        if node not in self.constructed_objects:  # it is the anchor, else an alias
            self.constructed_objects[node] = self._construct_anew(node)
        return self.constructed_objects[node]

    def _construct_anew(self, node: Node) -> Any:
        match node.ctag.suffix.removeprefix(_TAG):
            case "str":
                return node.value
            case "int" | "float" | "bool" | "null" | "timestamp":
                return self.construct_non_recursive_object(node)
            case "seq":
                return [self._construct(child) for child in node.value]
            case "map":
                return self._construct_pairs(node)
        raise _UnusualError

    def _construct_pairs(self, node: Node) -> dict[str, Any]:
        pairs = {self._construct(k): self._construct(v) for k, v in node.value if isinstance(k, ScalarNode)}
        if len(pairs) < len(node.value):  # a key is no plain value, or stands twice: ruamel says where
            raise _UnusualError
        return pairs


def _parser() -> YAML:
    parser = YAML(typ="safe")
    parser.Resolver = _Yaml12
    parser.Constructor = _Direct
    return parser


def load_model(path: Path, model: type[ModelT]) -> ModelT:
    """Return the one *model* in the YAML file at *path*.

    Raises:
        PlanFileError: With the line of the first fault.
    """
    return _validated(path, model, read_yaml(path), ())


def load_models(path: Path, model: type[ModelT]) -> tuple[ModelT, ...]:
    """Return the list of *model* in the YAML file at *path*.

    Raises:
        PlanFileError: With the line of the first fault.
    """
    rows = read_yaml(path)
    if not isinstance(rows, list):
        raise PlanFileError(path, 1, "should be a list")
    return tuple(_validated(path, model, row, (index,)) for index, row in enumerate(rows))


def _validated(path: Path, model: type[ModelT], data: Any, at: Sequence[str | int]) -> ModelT:
    sound, faults = checked(path, model, data, at)
    if sound is None:
        raise faults[0]
    return sound


def checked(
    path: Path, model: type[ModelT], data: Any, at: Sequence[str | int] = ()
) -> tuple[ModelT | None, list[PlanFileError]]:
    """Return the *model* that *data* is, or else all of its faults.

    Args:
        path: The file that the data comes from.
        model: What it should be.
        data: What stands in the file, or in a part of it.
        at: The way to that part.
    """
    if not isinstance(data, dict):
        line = Lines(path).of(at) if at else 1
        return None, [PlanFileError(path, line, "is empty" if data is None else "should be a mapping")]
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        lines, rows = Lines(path), error.errors(include_url=False, include_input=False)
        # What is wrong with a list is that an entry of it is: that alone is told.
        around = {row["loc"][:length] for row in rows for length in range(len(row["loc"]))}
        return None, [
            PlanFileError(path, lines.of([*at, *row["loc"]]), f"{_shown(row['loc'], model)}: {row['msg']}")
            for row in rows
            if row["loc"] not in around
        ]


def _shown(where: Sequence[str | int], model: type[BaseModel]) -> str:
    return ".".join(str(step) for step in where) or model.__name__


class Lines:
    """Where things stand in a YAML file."""

    def __init__(self, path: Path) -> None:
        self._root: Node | None = YAML(typ="rt", pure=True).compose(path.read_text("utf-8"))

    def of(self, where: Sequence[str | int]) -> int:
        """Return the line, from 1, of the deepest node on the way *where*."""
        node, line = self._root, 1
        for step in where:
            if node is None:
                break
            line = node.start_mark.line + 1
            node = _child(node, step)
        return node.start_mark.line + 1 if node is not None else line


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: Node = node.value[step]
        return found
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                child: Node = value
                return child
    return None


def as_mapping(path: Path, data: Any) -> Mapping[str, Any]:
    """Return *data* when it is a mapping.

    Raises:
        PlanFileError: It is something else.
    """
    if not isinstance(data, dict):
        raise PlanFileError(path, 1, "should be a mapping")
    return data
