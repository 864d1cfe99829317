"""What real Alembic says of the graph of a project: JSON of {"folders", "show"} in, JSON of what each command prints out."""
import ast
import importlib
import importlib.abc
import importlib.machinery
import io
import json
import pathlib
import sys
import tempfile
import types
import warnings

from alembic import command
from alembic.config import Config
from alembic.util import pyfiles

warnings.simplefilter("ignore")


class StandIn(types.ModuleType):
    def __init__(self, name, *args, **kwargs):
        super().__init__(name)
        self.__path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        whole = "%s.%s" % (self.__name__, name)
        return importlib.import_module(whole) if own(whole) else StandIn(name)

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
    """Modules beside the scripts are the project's own, where labels and the like may come from; all others are stand-ins."""

    def find_spec(self, name, path, target=None):
        if name.split(".")[0] in sys.stdlib_module_names:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return StandIn(spec.name)

    def exec_module(self, module):
        if path := own(module.__name__):
            run(path, module)


def own(name):
    """The file of a module beside the scripts."""
    path = pathlib.Path(given["beside"], name.rsplit(".", 1)[-1] + ".py")
    return path if path.is_file() and str(path).endswith("/%s.py" % name.replace(".", "/")) else None


def loaded(name, path):
    """A revision as Alembic loads it, but for what fails beside stand-ins: that says nothing of the graph."""
    module = types.ModuleType(name)
    module.__file__ = str(path)
    module.__doc__ = ast.get_docstring(ast.parse(pathlib.Path(path).read_text(encoding="utf-8")), clean=False)
    run(path, module)
    return module


def run(path, module):
    """Statement by statement; a text alone would become the docstring."""
    tree = ast.parse(pathlib.Path(path).read_text(encoding="utf-8"), str(path))
    for statement in tree.body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            continue
        try:
            exec(compile(ast.Module([statement], []), str(path), "exec"), module.__dict__)
        except Exception:
            pass


class Out(io.StringIO):
    encoding = "utf-8"


def said(name, *args, **keywords):
    out = Out()
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


given = json.load(sys.stdin)
sys.dont_write_bytecode = True
with tempfile.TemporaryDirectory() as location:
    sys.meta_path.append(Finder())
    pyfiles.load_module_py = loaded
    answers = {"heads": said("heads"), "branches": said("branches"), "history": said("history")}
    for revision in given["show"]:
        answers["show %s" % revision] = said("show", revision)
json.dump(answers, sys.stdout)
