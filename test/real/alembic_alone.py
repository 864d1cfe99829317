"""Runs each revision of a project alone in real Alembic's offline mode: JSON of {"files", "naming"} in, JSON of what each prints out.

What the revision imports and this Python does not have is a stand-in, and a script that needs one is told apart. Nothing
may be written, started or connected to.
"""
import importlib.abc
import importlib.machinery
import importlib.util
import io
import json
import sys
import types
import warnings

import alembic
import sqlalchemy
from alembic import op
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from sqlalchemy.dialects.postgresql import dialect

warnings.simplefilter("ignore")
MARK = "a_stand_in_of_the_project"


class Needed(Exception):
    pass


class StandIn(types.ModuleType):
    asked = False

    def __init__(self, name):
        super().__init__(name)
        self.__path__ = []

    def __getattr__(self, name):
        if name.startswith("__") and name not in ("__all__",):
            raise AttributeError(name)
        if name == "__all__":
            return []
        return StandIn("%s.%s" % (self.__name__, name))

    def __call__(self, *args, **kwargs):
        StandIn.asked = True
        return StandIn("%s()" % self.__name__)

    def __mro_entries__(self, bases):
        return ()

    def __str__(self):
        return MARK

    __repr__ = __format__ = lambda self, *args: MARK

    def refuse(self, *args):
        raise Needed(self.__name__)

    __bool__ = __iter__ = __len__ = __getitem__ = __enter__ = __add__ = __radd__ = __mod__ = __or__ = refuse


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        if name.split(".")[0] in ("alembic", "sqlalchemy") or name.split(".")[0] in sys.stdlib_module_names:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return StandIn(spec.name)

    def exec_module(self, module):
        pass


def guard(event, args):
    if event in ("socket.connect", "subprocess.Popen", "os.system", "os.exec", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "shutil.rmtree"):
        raise PermissionError(event)
    if event == "open" and isinstance(args[1], str) and any(letter in args[1] for letter in "wax+"):
        raise PermissionError(event)


class Alone:
    """What EnvironmentContext asks of a ScriptDirectory."""

    def get_revision(self, name):
        return types.SimpleNamespace(revision=name)


def printed(function, naming):
    out = io.StringIO()
    StandIn.asked = False

    def only(heads, context):
        code = function.__code__
        names = code.co_varnames[: code.co_argcount]
        function(*[op if name == "op" else StandIn(name) for name in names])
        return ()

    with EnvironmentContext(Config(), Alone(), fn=only, as_sql=True, starting_rev="before", destination_rev=None) as environment:
        environment.configure(
            dialect_name="postgresql", output_buffer=out, literal_binds=True, dialect_opts={"paramstyle": "named"}, transactional_ddl=True,
            target_metadata=sqlalchemy.MetaData(naming_convention=naming) if naming else None,
        )
        environment.run_migrations()
    sql = out.getvalue()
    if MARK in sql or StandIn.asked:
        return {"needs": "the project"}
    return {"sql": sql}


def answer(function, naming):
    if function is None:
        return {"none": True}
    stdout, sys.stdout = sys.stdout, io.StringIO()
    try:
        return printed(function, naming)
    except Needed as error:
        return {"needs": str(error)}
    except BaseException as error:
        return {"stops": "%s: %s" % (type(error).__name__, str(error).split("\n")[0])}
    finally:
        sys.stdout = stdout


def load(path, number):
    spec = importlib.util.spec_from_file_location("revision_%d" % number, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def revision(path, number, naming):
    try:
        module = load(path, number)
    except BaseException as error:
        stops = {"stops": "%s: %s" % (type(error).__name__, str(error).split("\n")[0])}
        return {"upgrade": stops, "downgrade": stops}
    return {name: answer(getattr(module, name, None), naming) for name in ("upgrade", "downgrade")}


given = json.load(sys.stdin)
sys.meta_path.append(Finder())
sys.addaudithook(guard)
sys.dont_write_bytecode = True
answers = {path: revision(path, number, given["naming"]) for number, path in enumerate(given["files"])}
json.dump({"versions": {"alembic": alembic.__version__, "sqlalchemy": sqlalchemy.__version__}, "revisions": answers}, sys.stdout)
