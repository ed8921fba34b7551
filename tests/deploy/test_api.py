"""The REST API is the contract: each route, by the function that serves it, behind the authorizer where a token is due."""

import json
import re

import contract
import pytest
from service import ROOT


def path_of(template, reference):
    """The path of an API Gateway resource."""
    if "Fn::GetAtt" in reference:
        return ""
    properties = template.properties(reference["Ref"])
    return path_of(template, properties["ParentId"]) + "/" + properties["PathPart"]


def methods(template):
    """{(method, path): properties}"""
    found = {}
    for each in template.of_type("ApiGateway::Method").values():
        properties = each["Properties"]
        found[properties["HttpMethod"], path_of(template, properties["ResourceId"])] = properties
    return found


def handler_behind(template, properties):
    (key,) = re.findall(r"'Fn::GetAtt': \['(\w+)', 'Arn'\]", str(properties["Integration"]["Uri"]))
    return template.properties(key)["Handler"]


def served(template):
    return {route: each for route, each in methods(template).items() if route[0] != "OPTIONS"}


def test_routes_are_those_of_the_program_and_of_the_document(template):
    assert set(served(template)) == set(contract.routes()) == contract.openapi_routes()


def test_each_route_goes_to_the_function_that_serves_it(template):
    handlers = contract.http_handlers()
    for route, properties in served(template).items():
        function, _ = contract.routes()[route]
        assert handler_behind(template, properties) == handlers[function], route


def test_each_route_that_needs_a_token_is_behind_the_authorizer(template):
    (authorizer,) = template.of_type("ApiGateway::Authorizer")
    for route, properties in served(template).items():
        _, needs_token = contract.routes()[route]
        if needs_token:
            assert properties["AuthorizationType"] == "CUSTOM", route
            assert properties["AuthorizerId"] == {"Ref": authorizer}, route
        else:
            assert properties["AuthorizationType"] == "NONE", route


def test_functions_are_those_of_the_program(template):
    known = {*contract.http_handlers().values(), *contract.job_handlers(), "authValidator", "sweep"}
    assert set(template.functions) == known


def test_functions_have_the_names_of_the_original(template):
    keys = {properties["FunctionName"] for _, properties in template.functions.values()}
    assert {f"audmg-drive-dev-{name}" for name in ("signup", "login", "authValidator", "upload", "retrieve")} <= keys


def test_every_function_is_a_bootstrap_for_al2023(template):
    for handler, (_, properties) in template.functions.items():
        assert properties["Runtime"] == "provided.al2023"
        assert properties["Architectures"] == ["x86_64"]
        artifact = properties["Code"]["S3Key"].rpartition("/")[2]
        assert artifact == ("media.zip" if handler == "media" else "api.zip")


def test_authorizer_takes_tokens_for_a_minute(template):
    (authorizer,) = (each["Properties"] for each in template.of_type("ApiGateway::Authorizer").values())
    assert authorizer["Type"] == "TOKEN"
    assert authorizer["IdentitySource"] == "method.request.header.Authorization"
    # Longer, and a log-out is not known to what only reads.
    assert 0 < authorizer["AuthorizerResultTtlInSeconds"] <= 60


@pytest.mark.parametrize(
    "field, passes",
    [
        ("Bearer aaa.bbb.ccc", True),
        ("bearer  a-_9.b.c ", True),
        ("aaa.bbb.ccc", True),
        ("Bearer audmg_AZaz09-_", True),
        ("bearer audmg_x ", True),
        ("audmg_AZaz09-_", True),
        ("Bearer audmg_", False),
        ("Bearer audmg_a b", False),
        ("Bearer other_AZaz09", False),
        ("Bearer", False),
        ("Bearer aaa.bbb", False),
        ("Basic YTpi", False),
        ("Bearer aaa.bbb.ccc.ddd", False),
        ("Bearer aaa.b b.ccc", False),
    ],
)
def test_authorizer_sees_what_may_be_a_token(template, field, passes):
    (authorizer,) = (each["Properties"] for each in template.of_type("ApiGateway::Authorizer").values())
    assert bool(re.search(authorizer["IdentityValidationExpression"], field)) == passes


def allowed_fields():
    """What http/cors.cpp tells a browser on one machine."""
    text = (ROOT / "src/audmg/http/cors.cpp").read_text()
    (literals,) = re.findall(r'"Access-Control-Allow-Headers",\s*((?:"[^"]*"\s*)+)\)', text)
    return set("".join(re.findall(r'"([^"]*)"', literals)).split(", "))


def test_every_path_answers_browsers_before_they_call(full_template):
    found = methods(full_template)
    for path in {path for _, path in served(full_template)}:
        (response,) = found["OPTIONS", path]["Integration"]["IntegrationResponses"]
        fields = {
            name.removeprefix("method.response.header.Access-Control-"): value.strip("'")
            for name, value in response["ResponseParameters"].items()
        }
        assert fields["Allow-Origin"] == "https://drive.example.org"
        assert set(fields["Allow-Headers"].split(",")) == allowed_fields()
        offered = {method for method, other in served(full_template) if other == path}
        assert offered <= set(fields["Allow-Methods"].split(","))
        assert "Allow-Credentials" not in fields


def test_functions_know_the_origin(full_template):
    for handler in set(contract.http_handlers().values()):
        _, properties = full_template.functions[handler]
        assert properties["Environment"]["Variables"]["AUDMG_CORS_ORIGINS"] == "https://drive.example.org"


def gateway_responses(template):
    found = template.of_type("ApiGateway::GatewayResponse").values()
    return {each["Properties"]["ResponseType"]: each["Properties"] for each in found}


def test_errors_of_the_gateway_can_be_seen_by_pages(full_template):
    responses = gateway_responses(full_template)
    assert {"DEFAULT_4XX", "DEFAULT_5XX", "UNAUTHORIZED", "THROTTLED", "REQUEST_TOO_LARGE"} <= set(responses)
    for kind, each in responses.items():
        origin = each["ResponseParameters"]["gatewayresponse.header.Access-Control-Allow-Origin"]
        assert origin == "'https://drive.example.org'", kind


def test_errors_of_the_gateway_are_problem_documents(template):
    schema = json.loads((ROOT / "docs/openapi.json").read_text())["components"]["schemas"]["Problem"]
    for kind, each in gateway_responses(template).items():
        text = each["ResponseTemplates"]["application/json"]
        if kind == "DEFAULT_4XX":
            # It keeps the gateway's status, so neither can be said here.
            assert "StatusCode" not in each and '"status"' not in text
            continue
        problem = json.loads(text.replace("$context.error.messageString", '"m"').replace("$context.requestId", "id"))
        assert set(problem) == set(schema["required"]), kind
        assert problem["code"] in schema["properties"]["code"]["enum"], kind
        assert str(problem["status"]) == each["StatusCode"], kind


@pytest.mark.parametrize(
    "kind, status",
    [
        ("ACCESS_DENIED", "403"),
        ("UNSUPPORTED_MEDIA_TYPE", "415"),
        ("QUOTA_EXCEEDED", "429"),
        # Its rules are about rates.
        ("WAF_FILTERED", "429"),
        ("THROTTLED", "429"),
        ("REQUEST_TOO_LARGE", "413"),
        ("UNAUTHORIZED", "401"),
        ("RESOURCE_NOT_FOUND", "404"),
    ],
)
def test_refusals_of_the_gateway_keep_their_status(template, kind, status):
    assert gateway_responses(template)[kind]["StatusCode"] == status


def test_gateway_responses_are_in_the_deployment(template):
    (deployment,) = template.of_type("ApiGateway::Deployment").values()
    assert set(template.of_type("ApiGateway::GatewayResponse")) <= set(deployment["DependsOn"])
    assert set(template.of_type("ApiGateway::Method")) <= set(deployment["DependsOn"])


def test_stage_is_throttled_and_shows_the_deployment(template):
    (deployment,) = template.of_type("ApiGateway::Deployment")
    assert "StageName" not in template.properties(deployment)
    stage = template.properties("ApiGatewayStage")
    assert stage["DeploymentId"] == {"Ref": deployment}
    assert stage["StageName"] == "dev"
    (settings,) = stage["MethodSettings"]
    assert (settings["ResourcePath"], settings["HttpMethod"]) == ("/*", "*")
    assert settings["ThrottlingRateLimit"] == 50
    assert settings["ThrottlingBurstLimit"] == 100
    # It would write bodies, and passwords with them, into a log.
    assert settings["DataTraceEnabled"] is False


def test_gateway_log_is_kept_unless_it_is_not_wanted(template, full_template):
    def log_of(each):
        return each.evaluate(each.properties("ApiGatewayStage")["AccessLogSetting"])

    assert log_of(full_template) is None
    assert full_template.of_type("ApiGateway::Account") == {}
    assert log_of(template)["DestinationArn"] == {"Fn::GetAtt": ["GatewayLogGroup", "Arn"]}
    # The framework deletes /aws/api-gateway/<service>-<stage> after each deployment (its hack/update-stage.js).
    assert template.properties("GatewayLogGroup")["LogGroupName"] == "/audmg-drive/dev/gateway"
    written = json.loads(log_of(template)["Format"])
    assert not {"authorization", "body"} & {name.lower() for name in written}


def test_form_of_an_upload_arrives_as_it_was_sent(template):
    assert template.properties("ApiGatewayRestApi")["BinaryMediaTypes"] == ["multipart/form-data"]
