"""What a browser without scripts makes of a page: its words, its links, and its forms as they would be sent."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"input", "br", "hr", "img", "meta", "link"})
_SILENT = frozenset({"script", "style", "title"})


@dataclass
class Form:
    action: str
    method: str
    enctype: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    @property
    def values(self) -> dict[str, str]:
        return dict(self.fields)

    def filled(self, **answers: str | list[str]) -> dict[str, list[str]]:
        """What it sends with these answers; a name that the form does not ask for is an error of the test."""
        sent: dict[str, list[str]] = {}
        for name, value in self.fields:
            sent.setdefault(name, []).append(value)
        for said, answer in answers.items():
            name = said.replace("__", ".")
            assert name in self.names, f"the form has no {name}: {sorted(self.names)}"
            sent[name] = [answer] if isinstance(answer, str) else answer
        return sent


class Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html, self.forms, self.links = html, list[Form](), list[tuple[str, str]]()
        self.ids, self.tags, self.title = list[str](), list[str](), ""
        self._words: list[str] = []
        self._open: list[str] = []
        self._link = self._area = self._select = ""
        self._link_text = ""
        self._form: Form | None = None
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        return " ".join("".join(self._words).split())

    def form(self, action: str = "") -> Form:
        """The form that goes to this address; the only big one of the page where none is named."""
        found = [form for form in self.forms if (form.action.startswith(action) if action else _main(form))]
        assert len(found) == 1, [(form.action, form.method) for form in self.forms]
        return found[0]

    def link(self, text: str) -> str:
        found = [href for href, words in self.links if text in words]
        assert found, f"no link says {text!r}: {[words for _, words in self.links]}"
        return found[0]

    def has_link(self, text: str) -> bool:
        return any(text in words for _, words in self.links)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if tag not in _VOID:
            self._open.append(tag)
        if "id" in said:
            self.ids.append(said["id"])
        if tag == "form":
            self._form = Form(said.get("action", ""), said.get("method", "get"), said.get("enctype", ""))
            self.forms.append(self._form)
        if tag == "a":
            self._link, self._link_text = said.get("href", ""), ""
        self._control(tag, said)

    def _control(self, tag: str, said: dict[str, str]) -> None:
        form, name = self._form, said.get("name", "")
        if form is None:
            return
        if tag == "select":
            self._select = name
            form.names.add(name)
        if tag == "option" and self._select:
            form.choices.setdefault(self._select, []).append(said.get("value", ""))
            if "selected" in said or self._select not in form.values:
                form.fields = [pair for pair in form.fields if pair[0] != self._select]
                form.fields.append((self._select, said.get("value", "")))
        if tag == "textarea":
            self._area = name
            form.names.add(name)
            form.fields.append((name, ""))
        if tag == "input" and name:
            form.names.add(name)
            kind = said.get("type", "text")
            if kind in ("radio", "checkbox"):
                form.choices.setdefault(name, []).append(said.get("value", "on"))
            if kind not in ("radio", "checkbox", "file", "submit") or "checked" in said:
                form.fields.append((name, said.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open and self._open.pop() != tag:
                pass
        if tag == "a" and self._link:
            self.links.append((self._link, " ".join(self._link_text.split())))
            self._link = ""
        if tag == "form":
            self._form = None
        if tag == "textarea":
            self._area = ""
        if tag == "select":
            self._select = ""
        self._words.append(" ")

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "title":
            self.title += data
        if self._area and self._form is not None:
            name, value = self._form.fields.pop()
            # A browser drops one line end right after the tag.
            self._form.fields.append((name, value + (data.removeprefix("\n") if not value else data)))
        if not _SILENT.intersection(self._open):
            self._words.append(data)
            self._link_text += data if self._link else ""


def _main(form: Form) -> bool:
    return form.method == "post" and form.action not in ("/sign-out", "/training/clock")
