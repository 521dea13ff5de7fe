"""Bodies made from a form's own schema: right, nearly right and quite wrong. The same seed makes the same bodies."""

import random
from collections.abc import Mapping
from typing import Any

# What has broken other services: edges of dates, numbers, texts and shapes.
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**53, -(2**53), 0.1, 1e15, "", " ", "a", "x" * 121, "x" * 20_001, "0",
    "2026-11-24", "0001-01-01", "9999-12-31", "1890-01-01", "2026-02-29", "2024-02-29", "24:00", "16:30", "00:00+14:00",
    "P1-1", "P1", "L2", "H1-1", "T1", "W1", "V1", "officer", "nobody", "800/4001", "800/4001\n", "BA1 1AA", "null",
    "a\nb\r\nc\td", "\x01\x1b[31m", "\u202e\u200b\ufeff", "𠮷野", "ʼ’'\"`", "{{ 7 * 7 }}", "%s%n", "<b>", "\\",
    [], {}, [None], [[]], {"a": {"b": [1, "two", None]}}, ["a"] * 30, {"lines": ["1 Road"], "postcode": "BA1 1AA"},
)  # fmt: skip
YEARS = (1890, 2015, 2024, 2025, 2026, 2027, 2030, 2090, 9999)


def body(schema: Mapping[str, Any], example: Mapping[str, Any], chance: random.Random) -> Any:
    """One body: the example, or one made from the schema; then with a few fields changed, dropped or added."""
    made = dict(example) if chance.random() < 0.5 else _made(schema, schema.get("$defs", {}), chance)
    if not isinstance(made, dict):
        return made
    for _ in range(chance.choice((0, 0, 1, 1, 2, 5))):
        name = chance.choice([*schema["properties"], *made, "extra"])
        match chance.randrange(4):
            case 0:
                made.pop(name, None)
            case 1 if name in schema["properties"]:
                made[name] = _made(schema["properties"][name], schema.get("$defs", {}), chance)
            case _:
                made[name] = chance.choice(ODD)
    return made


def _made(schema: Mapping[str, Any], known: Mapping[str, Any], chance: random.Random, depth: int = 0) -> Any:
    if "$ref" in schema:
        return _made(known[schema["$ref"].rpartition("/")[2]], known, chance, depth)
    if chance.random() < 0.05 or depth > 6:
        return chance.choice(ODD)
    if "anyOf" in schema:
        return _made(chance.choice(schema["anyOf"]), known, chance, depth)
    if "enum" in schema:
        return chance.choice(schema["enum"])
    match schema.get("type"):
        case "object":
            needed = set(schema.get("required", ()))
            fields: Mapping[str, Any] = schema.get("properties", {})
            chosen = [name for name in fields if name in needed or chance.random() < 0.4]
            return {name: _made(fields[name], known, chance, depth + 1) for name in chosen}
        case "array":
            count = chance.choice((0, 1, 1, 2, 3))
            return [_made(schema.get("items", {}), known, chance, depth + 1) for _ in range(count)]
        case "string":
            return _text(schema, chance)
        case "integer" | "number":
            return chance.choice((0, 1, 2, 3, 10**6))
        case "boolean":
            return chance.random() < 0.5
        case "null":
            return None
    return chance.choice(ODD)


def _text(schema: Mapping[str, Any], chance: random.Random) -> str:
    match schema.get("format"):
        case "date":
            return f"{chance.choice(YEARS)}-{chance.randint(1, 12):02}-{chance.randint(1, 31):02}"
        case "time":
            return f"{chance.randint(0, 24):02}:{chance.randint(0, 60):02}"
    words = [each for each in ODD if isinstance(each, str)]
    return chance.choice((*words, "The school rang, and will ring again."))
