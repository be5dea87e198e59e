"""Reads exports with the tools of the field and says as JSON what they found."""
import json
import sys


def graphs(paths):
    import igraph
    import networkx

    found = {}
    for path in paths:
        read = networkx.read_gexf if path.endswith(".gexf") else networkx.read_graphml
        graph = read(path)
        found[path] = {
            "directed": graph.is_directed(),
            "nodes": sorted(graph.nodes),
            "edges": sorted([source, target, data.get("weight")] for source, target, data in graph.edges(data=True)),
            "spells": sorted(map(list, (data.get("spells") for _, data in graph.nodes(data=True) if "spells" in data))),
            "mode": graph.graph.get("mode"),
        }
        if path.endswith(".graphml"):
            other = igraph.Graph.Read_GraphML(path)
            found[path]["igraph"] = {
                "nodes": sorted(other.vs["id"]),
                "weights": sorted(other.es["weight"]),
                "attributes": sorted(other.vs.attributes()),
            }
    return found


def frictionless(paths):
    from frictionless import validate

    found = {}
    for path in paths:
        report = validate(path)
        found[path] = {
            "valid": report.valid,
            "tables": len(report.tasks),
            "rows": sum(task.stats.get("rows") or 0 for task in report.tasks),
            "errors": [error[-1] for error in report.flatten(["name", "type", "note"])][:10],
        }
    return found


def crate(paths):
    """The context of RO-Crate 1.2 is read from a file, so that nothing is asked of the network."""
    from rocrate_validator.utils.http import HttpRequester

    context_path, *crates = paths
    with open(context_path, encoding="utf-8") as file:
        context = json.load(file)

    class Answer:
        status_code = 200
        headers = {"Content-Type": "application/ld+json"}
        text = json.dumps(context)
        content = text.encode()

        def json(self):
            return context

    def get(self, url, *_, **__):
        if url != context["@id"]:
            raise RuntimeError("the validator asks for " + url)
        return Answer()

    HttpRequester.get = get
    from rocrate_validator import models, services

    found = {}
    for path in crates:
        result = services.validate(
            models.ValidationSettings(
                rocrate_uri=path,
                profile_identifier="ro-crate-1.2",
                requirement_severity=models.Severity.REQUIRED,
                disable_remote_crate_download=True,
            )
        )
        found[path] = {"passed": result.passed(), "issues": [str(issue.message) for issue in result.get_issues()]}
    return found


def vega(paths):
    import altair

    found = {}
    for path in paths:
        with open(path, encoding="utf-8") as file:
            specification = json.load(file)
        try:
            altair.Chart.from_dict(specification, validate=True)
            found[path] = "valid"
        except Exception as error:
            found[path] = str(error)
    return found


print(json.dumps({"graphs": graphs, "frictionless": frictionless, "crate": crate, "vega": vega}[sys.argv[1]](sys.argv[2:])))
