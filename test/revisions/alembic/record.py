"""Asks the real Alembic for its way from rows to addresses in graphs.json, and writes answers.json beside it.

    python3 test/revisions/alembic/record.py     (Debian: the package alembic)
"""
import json
import os
import tempfile
import warnings

from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError

HERE = os.path.dirname(os.path.abspath(__file__))


def scripts_of(graph, folder):
    versions = os.path.join(folder, "versions")
    os.makedirs(versions)
    for one in graph:
        with open(os.path.join(versions, one["id"] + ".py"), "w") as file:
            for name, value in [
                ("revision", one["id"]),
                ("down_revision", tuple(one.get("parents", [])) or None),
                ("branch_labels", tuple(one.get("labels", [])) or None),
                ("depends_on", tuple(one.get("dependsOn", [])) or None),
            ]:
                file.write(f"{name} = {value!r}\n")
            file.write("def upgrade(): pass\ndef downgrade(): pass\n")
    config = Config()
    config.set_main_option("script_location", folder)
    return ScriptDirectory.from_config(config)


def answer(scripts, direction, rows, address):
    try:
        way = scripts._upgrade_revs if direction == "up" else scripts._downgrade_revs
        return {"steps": [step.revision.revision for step in way(address, tuple(rows))]}
    except (CommandError, Exception) as error:  # its own mistakes are answers too
        return {"error": str(error).split("\n")[0], "kind": type(error).__name__}


def main():
    warnings.simplefilter("ignore")
    with open(os.path.join(HERE, "graphs.json")) as file:
        graphs = json.load(file)
    answers = []
    for name, graph in graphs.items():
        with tempfile.TemporaryDirectory() as folder:
            scripts = scripts_of(graph["revisions"], folder)
            for rows in graph["rows"]:
                for direction in ["up", "down"]:
                    for address in graph["addresses"]:
                        answers.append([name, direction, rows, address, answer(scripts, direction, rows, address)])
    lines = ",\n".join(json.dumps(one) for one in answers)
    with open(os.path.join(HERE, "answers.json"), "w") as file:
        file.write(f"[\n{lines}\n]\n")


main()
