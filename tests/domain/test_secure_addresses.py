"""To which addresses an e-mail may name a child: denied unless it is listed."""

from domain.secure_addresses import is_secure, may_be_listed


def test_an_address_is_secure_only_where_it_or_its_very_domain_is_listed() -> None:
    listed = ("records@health.example", "@police.example")
    for address in ("records@health.example", "Records@Health.Example", "anybody@police.example"):
        assert is_secure(address, listed), address
    for address in (
        "other@health.example",
        "a@sub.police.example",
        "a@notpolice.example",
        "a@police.example.org",
        "a@police.example, b@elsewhere.example",
        "a@elsewhere.example,b@police.example",
        "<a@elsewhere.example>@police.example",
        "a@elsewhere.example\n@police.example",
        "a b@police.example",
        "@police.example",
        "police.example",
        "",
    ):
        assert not is_secure(address, listed), address
    assert not is_secure("records@health.example", ())
    assert not is_secure("records@health.example", ("",))


def test_what_may_stand_in_the_list() -> None:
    assert may_be_listed("@police.example")
    assert may_be_listed("records@health.example")
    for wrong in ("police.example", "@", "@example", "*@police.example x", "a@b@c.example"):
        assert not may_be_listed(wrong), wrong
