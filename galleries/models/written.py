"""A rule about rows that every query asks, put into SQL once and then only filled in.

Who may see a photo is some two hundred parts to the ORM, and a page asks it three to ten times:
to build and to write that down anew took 25 of the 30 ms that a list page cost Python.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func, Model, Q
from django.db.models.sql.compiler import SQLCompiler

_ALIAS = re.compile(r'"([U-Z]\d+)"')  # what the ORM calls the tables inside a subquery


@dataclass(frozen=True, slots=True)
class Text:
    """A condition in SQL, in pieces between the columns of the row that it is about.

    pieces   one more than there are columns
    columns  as the ORM leads to them from the row: "visibility", "owner__nsid"
    params   the values, in order
    """

    pieces: tuple[str, ...]
    columns: tuple[str, ...]
    params: tuple[Any, ...]

    @classmethod
    def of(cls, rule: Q, model: type[Model], *, joined: Mapping[str, str]) -> "Text":
        """Write a condition on rows of a model down.

        joined  the columns that it reaches by a join, as SQL has them and as the ORM does
        """
        query = model._default_manager.filter(rule).query
        compiler = query.get_compiler(connection=connection)
        compiler.pre_sql_setup()
        sql, params = query.where.as_sql(compiler, connection)
        sql = _ALIAS.sub(r'"own_\1"', sql)  # so that none of them hides a table around it
        own = {f'"{model._meta.db_table}"."{f.column}"': f.attname for f in model._meta.fields}
        names = own | dict(joined)
        parts = re.split("(" + "|".join(map(re.escape, names)) + ")", sql)
        columns = tuple(names[part] for part in parts[1::2])
        return cls(tuple(parts[::2]), columns, tuple(params))


class Written(Func):
    """That condition, about the row that ``prefix`` leads to, with these values."""

    output_field = BooleanField()

    def __init__(self, text: Text, params: tuple[Any, ...], prefix: str) -> None:
        self.text, self.params, self.prefix = text, params, prefix
        self.names = tuple(dict.fromkeys(text.columns))
        super().__init__(*(F(f"{prefix}{name}") for name in self.names))

    def as_sql(  # type: ignore[override]  # a function takes no template here
        self, compiler: SQLCompiler, connection: Any, **extra: Any
    ) -> tuple[str, list[Any]]:
        sources = zip(self.names, self.get_source_expressions(), strict=True)
        columns = {name: compiler.compile(source)[0] for name, source in sources}
        sql = [self.text.pieces[0]]
        for name, piece in zip(self.text.columns, self.text.pieces[1:], strict=True):
            sql += columns[name], piece
        return f"({''.join(sql)})", list(self.params)
