"""Who acts: people of the registry, where the office keeps a list of them."""

from __future__ import annotations

from datetime import date

from reports.errors import UsageError
from storage.records import Registry

ROLES = {"inspector": "检查员", "reviewer": "审核人", "releaser": "签发人", "editor": "编辑"}


def acting(registry: Registry, named: str, roles: tuple[str, ...], day: date) -> str:
    """The id of the person named by id or name; the name itself where the office keeps no list.

    Raises:
        UsageError: nobody is named, the list does not know them, they lack the role, or their time is over.
    """
    name = named.strip()
    if not name:
        raise UsageError("没有写明是谁")
    if not registry.people:
        return name
    people = [person for person in registry.people.values() if name in (person.id, person.name)]
    if len(people) != 1:
        raise UsageError(f"{name}：people.csv 里{'没有这个人' if not people else '有几个人同名，请写编号'}")
    person = people[0]
    if not set(roles) & set(person.roles):
        raise UsageError(f"{name}：没有{'或'.join(ROLES[role] for role in roles)}的身份")
    if person.until is not None and day > person.until:
        raise UsageError(f"{name}：任期到 {person.until} 为止")
    return person.id
