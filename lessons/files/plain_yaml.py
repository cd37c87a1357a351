"""YAML as a volunteer writes it: a word stays a word.

PyYAML reads YAML 1.1, where `on`, `off`, `yes` and `No` are truth values, `10:24` is 624 and
`07700` is 4032. A lesson means the words. Here only `true`, `false`, plain numbers and nothing
are more than text. Safe loading throughout: no tags of Python, no aliases, no key twice.
"""

import re
from pathlib import Path

import yaml

MOST_BYTES = 1_000_000

_RESOLVED = (
    ("bool", r"true|false", "tf"),
    ("int", r"-?(?:0|[1-9][0-9]{0,14})", "-0123456789"),
    ("float", r"-?[0-9]{1,9}\.[0-9]{1,9}", "-0123456789"),
    ("null", r"~|null|", ["~", "n", ""]),
)


_ALIAS = "an alias"  # refused: a few of them can unfold into more than memory holds


class PlainYamlError(ValueError):
    """Says in a sentence or two what is wrong with the file, where, and the mend."""


class _Loader(yaml.SafeLoader):
    yaml_implicit_resolvers = {}

    def compose_node(self, parent, index):
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark
            raise yaml.composer.ComposerError(None, None, _ALIAS, mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                problem = f"“{key.value}” stands twice"
                raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


class _Dumper(yaml.SafeDumper):
    yaml_implicit_resolvers = {}

    def ignore_aliases(self, data):
        return True  # the reader refuses them: what stands twice is written twice

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)  # a list stands further in than its name


for _name, _pattern, _first in _RESOLVED:
    for _reader in (_Loader, _Dumper):
        _reader.add_implicit_resolver(
            f"tag:yaml.org,2002:{_name}", re.compile(rf"^(?:{_pattern})$"), list(_first)
        )


class Block(str):
    """Words written as `|`, on lines of their own."""


class Row(list):
    """A list written in one line: [iphone, android]."""


class RowOfNames(dict):
    """A mapping written in one line: {on: 2026-10-01, by: Priya}."""


_Dumper.add_representer(
    Block, lambda d, text: d.represent_scalar("tag:yaml.org,2002:str", text, style="|")
)
_Dumper.add_representer(
    Row, lambda d, row: d.represent_sequence("tag:yaml.org,2002:seq", row, flow_style=True)
)
_Dumper.add_representer(
    RowOfNames,
    lambda d, row: d.represent_mapping("tag:yaml.org,2002:map", row.items(), flow_style=True),
)


def read_plain_yaml(path: Path) -> object:
    """The file's content. Raises PlainYamlError, whose text does not name the file."""
    try:
        return yaml.load(_text_of(path), Loader=_Loader)  # noqa: S506 (a SafeLoader)
    except yaml.YAMLError as error:
        raise PlainYamlError(_in_plain_words(error)) from error
    except RecursionError as error:
        raise PlainYamlError("holds lists within lists, too deep to read.") from error


def dump_plain_yaml(content: object) -> str:
    return yaml.dump(
        content,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=False,
        width=1000,
    )


def _text_of(path: Path) -> str:
    if not path.is_file():
        raise PlainYamlError("is missing. Add it.")
    if path.stat().st_size > MOST_BYTES:
        raise PlainYamlError("is over 1 MB. Keep pictures in files of their own.")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise PlainYamlError("is not plain text. Save it as UTF-8.") from error


def _in_plain_words(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = f"line {mark.line + 1}: " if mark else ""
    problem = getattr(error, "problem", None) or ""
    if problem == _ALIAS:
        return f"{line}“*” stands for words written elsewhere. Write them out again here."
    if "scanning an alias" in (getattr(error, "context", None) or ""):
        return f"{line}a text that begins with * needs quotation marks round it."
    if problem == "mapping values are not allowed here":
        return f"{line}a text with a colon in it needs quotation marks round it."
    if "stands twice" in problem:
        return f"{line}{problem}. Keep one of the two."
    return (
        f"{line}cannot be read as YAML ({problem or 'a character that is not text'}). "
        "Check the spaces at the start of the line, and the quotation marks."
    )
