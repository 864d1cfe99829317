"""Runs Alembic offline over many projects in one process: JSON of [{"folder", "command", "range"}] in, JSON of what each prints out."""
import io
import json
import os
import sys
import warnings

import alembic
import sqlalchemy
from alembic import command
from alembic.config import Config

warnings.simplefilter("ignore")


def run(job):
    printed = io.StringIO()
    os.chdir(job["folder"])
    config = Config("alembic.ini", stdout=io.StringIO(), output_buffer=printed)
    try:
        getattr(command, job["command"])(config, job["range"], sql=True)
    except Exception as error:
        return {"stops": "%s: %s" % (type(error).__name__, str(error).split("\n")[0])}
    return {"sql": printed.getvalue()}


answer = {
    "versions": {"alembic": alembic.__version__, "sqlalchemy": sqlalchemy.__version__},
    "runs": [run(job) for job in json.load(sys.stdin)],
}
json.dump(answer, sys.stdout)
