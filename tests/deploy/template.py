"""A compiled CloudFormation template, for questions."""


class Template:
    def __init__(self, document):
        self.document = document
        self.resources = document["Resources"]
        self.conditions = document["Conditions"]

    def of_type(self, name):
        """Resources of a type that are really made, by logical id."""
        return {
            key: each
            for key, each in self.resources.items()
            if each["Type"] == f"AWS::{name}" and self.holds(each.get("Condition"))
        }

    def properties(self, key):
        return self.resources[key]["Properties"]

    def holds(self, condition):
        return condition is None or self.evaluate(self.conditions[condition])

    def evaluate(self, value):
        """Of conditions, and of Fn::If in a property; None for AWS::NoValue."""
        if not isinstance(value, dict) or len(value) != 1:
            return value
        ((function, argument),) = value.items()
        if function == "Fn::Equals":
            return argument[0] == argument[1]
        if function == "Fn::Not":
            return not self.evaluate(argument[0])
        if function == "Fn::Or":
            return any(map(self.evaluate, argument))
        if function == "Fn::FindInMap":
            name, key, attribute = argument
            return self.document["Mappings"][name][key][attribute]
        if function == "Fn::If":
            return self.evaluate(argument[1] if self.holds(argument[0]) else argument[2])
        return None if value == {"Ref": "AWS::NoValue"} else value

    def resolve(self, value):
        """A value with all Fn::If in it decided, and what is AWS::NoValue left out."""
        value = self.evaluate(value)
        if isinstance(value, dict):
            resolved = {key: self.resolve(each) for key, each in value.items()}
            return {key: each for key, each in resolved.items() if each is not None}
        if isinstance(value, list):
            return [each for each in map(self.resolve, value) if each is not None]
        return value

    @property
    def functions(self):
        """Lambda functions by handler: (logical id, properties)."""
        found = self.of_type("Lambda::Function")
        return {each["Properties"]["Handler"]: (key, each["Properties"]) for key, each in found.items()}

    def role_of(self, handler):
        _, properties = self.functions[handler]
        key, attribute = properties["Role"]["Fn::GetAtt"]
        assert attribute == "Arn"
        return key

    def statements(self, role):
        """The statements of a role's policies that are in force."""
        policies = self.properties(role)["Policies"]
        statements = [each for policy in policies for each in policy["PolicyDocument"]["Statement"]]
        return [each for each in map(self.evaluate, statements) if each is not None]


def as_list(value):
    return value if isinstance(value, list) else [value]


def arn_of(key, attribute="Arn"):
    return {"Fn::GetAtt": [key, attribute]}
