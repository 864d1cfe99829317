"""What real Alembic says of the graph of a project: JSON of {"folders", "show"} in, JSON of what each command prints out."""
import importlib.abc
import importlib.machinery
import io
import json
import sys
import tempfile
import types
import warnings

import sqlalchemy
from alembic import command
from alembic.config import Config

warnings.simplefilter("ignore")


class StandIn(types.ModuleType):
    def __init__(self, name, *args, **kwargs):
        super().__init__(name)
        self.__path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn(name)

    def __call__(self, *args, **kwargs):
        return StandIn("called")

    def __mro_entries__(self, bases):
        return ()

    def __getitem__(self, item):
        return StandIn("item")

    def __or__(self, other):
        return StandIn("union")

    def __iter__(self):
        return iter(())


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        if name.split(".")[0] in sys.stdlib_module_names:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return StandIn(spec.name)

    def exec_module(self, module):
        pass


def said(name, *args, **keywords):
    out = io.StringIO()
    config = Config(stdout=out)
    config.set_main_option("script_location", location)
    if given["recursive"]:
        config.set_main_option("recursive_version_locations", "true")
    config.set_main_option("path_separator", ";")
    config.set_main_option("version_path_separator", ";")
    config.set_main_option("version_locations", ";".join(given["folders"]).replace("%", "%%"))
    try:
        getattr(command, name)(config, *args, **keywords)
    except BaseException as error:
        return "%s: %s" % (type(error).__name__, str(error).split("\n")[0])
    return out.getvalue()


def column(*args, made=sqlalchemy.Column, **keywords):
    """A keyword of SQLModel's means nothing where SQLModel is a stand-in."""
    keywords.pop("default_factory", None)
    return made(*args, **keywords)


given = json.load(sys.stdin)
sys.dont_write_bytecode = True
with tempfile.TemporaryDirectory() as location:
    sys.meta_path.append(Finder())
    sqlalchemy.Column = column
    answers = {"heads": said("heads"), "branches": said("branches"), "history": said("history")}
    for revision in given["show"]:
        answers["show %s" % revision] = said("show", revision)
json.dump(answers, sys.stdout)
