"""Reads YAML of CloudFormation and CodeBuild: `!Sub text` is {"Fn::Sub": "text"}."""

import yaml


class Loader(yaml.SafeLoader):
    pass


def function(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    if suffix == "GetAtt":
        value = value.split(".", 1)
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": value}


Loader.add_multi_constructor("!", function)


def load(path):
    return yaml.load(path.read_text(), Loader)
