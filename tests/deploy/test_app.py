"""The app on AWS: its distribution, what CloudFront runs for it, the fields that it sends, and the files in its bucket."""

import json
import re
import subprocess

import pytest
from service import ROOT, Service
from template import Template, arn_of

CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6"
CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
ALL_VIEWER_EXCEPT_HOST_HEADER = "b689b0a8-53d0-40ab-baf2-38738e2966ac"


def distribution(template):
    return template.resolve(template.properties("AppDistribution"))["DistributionConfig"]


def behaviours(template):
    return {each["PathPattern"]: each for each in distribution(template)["CacheBehaviors"]}


def origins(template):
    return {each["Id"]: each for each in distribution(template)["Origins"]}


# --- the distribution


def test_app_comes_from_a_private_bucket_that_only_this_distribution_reads(each_template):
    bucket = each_template.properties("AppBucket")
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    allowed, denied = each_template.properties("AppBucketPolicy")["PolicyDocument"]["Statement"]
    assert allowed["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert allowed["Action"] == ["s3:GetObject", "s3:ListBucket"]
    assert "distribution/${AppDistribution}" in allowed["Condition"]["ArnEquals"]["aws:SourceArn"]["Fn::Sub"]
    assert (denied["Effect"], denied["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})
    app = origins(each_template)["app"]
    assert app["OriginAccessControlId"] == arn_of("AppAccess", "Id")
    access = each_template.properties("AppAccess")["OriginAccessControlConfig"]
    assert (access["SigningBehavior"], access["OriginAccessControlOriginType"]) == ("always", "s3")


def test_app_is_the_default_and_may_be_kept_by_edges(template):
    default = distribution(template)["DefaultCacheBehavior"]
    assert (default["TargetOriginId"], default["CachePolicyId"]) == ("app", CACHING_OPTIMIZED)
    assert default["ViewerProtocolPolicy"] == "redirect-to-https"
    assert default["AllowedMethods"] == ["GET", "HEAD"]
    assert default["Compress"] is True


@pytest.mark.parametrize("pattern", ["/api/*", "/.well-known/*"])
def test_api_is_passed_on_and_never_kept(template, pattern):
    behaviour = behaviours(template)[pattern]
    assert (behaviour["TargetOriginId"], behaviour["CachePolicyId"]) == ("api", CACHING_DISABLED)
    # The gateway knows its own name only; everything else of the request it may need.
    assert behaviour["OriginRequestPolicyId"] == ALL_VIEWER_EXCEPT_HOST_HEADER
    assert set(behaviour["AllowedMethods"]) == {"GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"}
    # A redirect would turn a POST over http into a GET, after its body went in the clear.
    assert behaviour["ViewerProtocolPolicy"] == "https-only"
    api = origins(template)["api"]
    assert api["OriginPath"] == "/" + template.properties("ApiGatewayStage")["StageName"]
    assert api["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"


def test_files_are_passed_on_with_their_signatures(template):
    behaviour = behaviours(template)["/objects/*"]
    assert (behaviour["TargetOriginId"], behaviour["CachePolicyId"]) == ("files", CACHING_DISABLED)
    assert behaviour["AllowedMethods"] == ["GET", "HEAD"]
    policy = template.properties("SignedQueries")["OriginRequestPolicyConfig"]
    assert policy["QueryStringsConfig"] == {"QueryStringBehavior": "all"}
    # Host among them: S3 computes the signature with its own name.
    assert policy["HeadersConfig"] == {"HeaderBehavior": "none"}
    files = origins(template)["files"]
    assert "OriginAccessControlId" not in files
    bucket = template.properties("FilesBucket")["BucketName"]["Fn::Sub"]
    assert files["DomainName"]["Fn::Sub"] == bucket + ".s3.${AWS::Region}.${AWS::URLSuffix}"


def references(value):
    """Logical ids that a part of a template names."""
    if isinstance(value, list):
        return set().union(*map(references, value)) if value else set()
    if not isinstance(value, dict):
        return set(re.findall(r"\$\{(\w+)[.}]", value)) if isinstance(value, str) else set()
    if set(value) == {"Ref"}:
        return {value["Ref"]}
    if set(value) == {"Fn::GetAtt"}:
        return {value["Fn::GetAtt"][0]}
    return set().union(*map(references, value.values())) if value else set()


def reachable(template, key):
    found, waiting = set(), [key]
    while waiting:
        each = waiting.pop()
        if each in found or each not in template.resources:
            continue
        found.add(each)
        resource = template.resources[each]
        depends_on = resource.get("DependsOn", [])
        waiting += references(resource["Properties"])
        waiting += depends_on if isinstance(depends_on, list) else [depends_on]
    return found


def test_distribution_waits_for_no_function(template):
    """Functions name its address, so that would be a circle."""
    behind = reachable(template, "AppDistribution")
    assert "ApiGatewayRestApi" in behind
    assert {template.resources[key]["Type"] for key in behind} <= {
        "AWS::ApiGateway::RestApi",
        "AWS::CloudFront::Distribution",
        "AWS::CloudFront::Function",
        "AWS::CloudFront::OriginAccessControl",
        "AWS::CloudFront::OriginRequestPolicy",
        "AWS::CloudFront::ResponseHeadersPolicy",
        "AWS::S3::Bucket",
    }
    assert "FilesBucket" not in behind


def test_nothing_waits_for_itself(each_template):
    for key, resource in each_template.resources.items():
        for other in references(resource["Properties"]) - {key}:
            assert key not in reachable(each_template, other), (key, other)


# --- addresses


def test_functions_know_the_address_of_the_app(template):
    for _, function in template.functions.values():
        url = template.resolve(function["Environment"]["Variables"])["AUDMG_PUBLIC_URL"]
        assert url == {"Fn::Sub": "https://${AppDistribution.DomainName}"}


def test_own_domain_has_its_certificate(full_template):
    found = distribution(full_template)
    assert found["Aliases"] == ["photos.example.org"]
    assert found["ViewerCertificate"] == {
        "AcmCertificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
        "SslSupportMethod": "sni-only",
        "MinimumProtocolVersion": "TLSv1.2_2021",
    }
    assert full_template.resolve(full_template.document["Outputs"]["AppUrl"]["Value"]) == "https://photos.example.org"


def test_without_a_domain_the_address_is_the_distributions(template):
    found = distribution(template)
    assert "Aliases" not in found
    assert found["ViewerCertificate"] == {"CloudFrontDefaultCertificate": True}
    assert template.resolve(template.document["Outputs"]["AppUrl"]["Value"]) == {"Fn::Sub": "https://${AppDistribution.DomainName}"}


def test_accounts_without_cloudfront_deploy_without_an_app(tmp_path):
    service = Service(tmp_path / "service")
    service.write_env(DEPLOY_APP="off")
    template = Template(service.package())
    made = {each["Type"] for key, each in template.resources.items() if template.holds(each.get("Condition"))}
    assert not any("CloudFront" in kind for kind in made)
    for _, function in template.functions.values():
        variables = template.resolve(function["Environment"]["Variables"])
        # Nobody may say then whose a call is.
        assert (variables["AUDMG_PUBLIC_URL"], variables["AUDMG_EDGE_MARK"]) == ("", "")
    made_keys = {key for key, each in template.resources.items() if template.holds(each.get("Condition"))}
    for key in made_keys:
        named = references(template.resolve(template.resources[key]["Properties"])) & set(template.resources)
        assert named <= made_keys, key


# --- header fields


def policy_of_one_machine(origin):
    """The Content-Security-Policy of src/audmg/site/site.cpp for this origin of media."""
    text = (ROOT / "src/audmg/site/site.cpp").read_text()
    body = text[text.index("std::string content_policy") :]
    expression = body[body.index("return ") + 7 : body.index(";\n}")]
    parts = re.findall(r'"([^"]*)"|\b(media)\b', expression)
    return "".join(f"'self' {origin}" if name else literal for literal, name in parts)


def sent_by(template, key):
    config = template.properties(key)["ResponseHeadersPolicyConfig"]
    security = config["SecurityHeadersConfig"]
    tls = security["StrictTransportSecurity"]
    assert all(each["Override"] for each in [*security.values(), *config["CustomHeadersConfig"]["Items"]])
    return {
        "X-Content-Type-Options": "nosniff" if "ContentTypeOptions" in security else None,
        "Referrer-Policy": security["ReferrerPolicy"]["ReferrerPolicy"],
        "Strict-Transport-Security": f"max-age={tls['AccessControlMaxAgeSec']}"
        + ("; includeSubDomains" if tls["IncludeSubdomains"] else ""),
        "Content-Security-Policy": security["ContentSecurityPolicy"]["ContentSecurityPolicy"],
    } | {each["Header"]: each["Value"] for each in config["CustomHeadersConfig"]["Items"]}


def security_fields():
    text = (ROOT / "src/audmg/http/security_fields.hpp").read_text()
    return dict(re.findall(r'\{?"([A-Z][\w-]+)",\s*"([^"]*)"\}', text))


def test_app_is_sent_with_the_fields_of_one_machine(template):
    sent = sent_by(template, "AppHeaders")
    text, names = sent.pop("Content-Security-Policy")["Fn::Sub"]
    origin = names["Files"]["Fn::Sub"]
    assert origin == "https://" + origins(template)["files"]["DomainName"]["Fn::Sub"]
    assert text.replace("${Files}", origin) == policy_of_one_machine(origin)
    site = (ROOT / "src/audmg/site/site.cpp").read_text()
    fixed = dict(re.findall(r'headers\.add\("([\w-]+)", "([^"]+)"\)', site))
    del fixed["Vary"]
    assert sent == fixed | {"Strict-Transport-Security": security_fields()["Strict-Transport-Security"]}
    assert distribution(template)["DefaultCacheBehavior"]["ResponseHeadersPolicyId"] == {"Ref": "AppHeaders"}


def test_files_are_sent_with_the_fields_of_one_machine(template):
    assert sent_by(template, "FileHeaders") == security_fields()
    assert behaviours(template)["/objects/*"]["ResponseHeadersPolicyId"] == {"Ref": "FileHeaders"}


# --- what CloudFront runs


def run_function(template, key, uri, accept=None, headers=None):
    """The request that it makes of a request, as (uri, headers)."""
    code = template.properties(key)["FunctionCode"]
    fields = {name: {"value": value} for name, value in {**(headers or {}), **({"accept": accept} if accept else {})}.items()}
    event = {"viewer": {"ip": "198.51.100.7"}, "request": {"method": "GET", "uri": uri, "querystring": {}, "headers": fields}}
    script = f"{code}\nconsole.log(JSON.stringify(handler({json.dumps(event)})))"
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True, timeout=60)
    request = json.loads(done.stdout)
    return request["uri"], {name: each["value"] for name, each in request["headers"].items()}


HTML = "text/html,application/xhtml+xml,*/*;q=0.8"


@pytest.mark.parametrize(
    "uri, accept, wanted",
    [
        ("/", "*/*", "/index.html"),
        ("/photos", HTML, "/index.html"),
        ("/photos/0198f2c5-11aa-7d42-8e21-90ab12cd34ef", HTML, "/index.html"),
        # Links of mails.
        ("/reset-password", HTML, "/index.html"),
        ("/photos", "application/json", "/photos"),
        ("/photos", None, "/photos"),
        ("/assets/app-1.js", HTML, "/assets/app-1.js"),
        ("/sw.js", "*/*", "/sw.js"),
        ("/robots.txt", HTML, "/robots.txt"),
    ],
)
def test_addresses_lead_to_the_page_as_on_one_machine(template, uri, accept, wanted):
    assert run_function(template, "AppPages", uri, accept)[0] == wanted


@pytest.mark.parametrize(
    "uri, wanted",
    [
        ("/api/login", "/login"),
        ("/api/files/1/api/objects", "/files/1/api/objects"),
        ("/objects/orig/u/f", "/orig/u/f"),
        ("/.well-known/change-password", "/.well-known/change-password"),
    ],
)
def test_prefixes_are_taken_off(template, uri, wanted):
    assert run_function(template, "AppPrefixes", uri)[0] == wanted


def test_nobody_says_by_himself_who_he_is(template):
    _, headers = run_function(template, "AppPrefixes", "/api/login", headers={"x-audmg-client": "203.0.113.9"})
    assert headers["x-audmg-client"] == "198.51.100.7"
    (field,) = origins(template)["api"]["OriginCustomHeaders"]
    assert field["HeaderName"] == "x-audmg-edge"


def test_functions_and_firewall_know_the_mark_of_the_distribution(full_template):
    """src/audmg/lambda/edge_fields.hpp: only beside it does X-Audmg-Client count."""
    (field,) = origins(full_template)["api"]["OriginCustomHeaders"]
    assert field["HeaderValue"] == {"Fn::Select": [2, {"Fn::Split": ["/", {"Ref": "AWS::StackId"}]}]}
    for _, function in full_template.functions.values():
        assert full_template.resolve(function["Environment"]["Variables"])["AUDMG_EDGE_MARK"] == field["HeaderValue"]
    rule = full_template.properties("ApiFirewall")["Rules"][0]["Statement"]["RateBasedStatement"]
    assert rule["ScopeDownStatement"]["ByteMatchStatement"]["SearchString"] == field["HeaderValue"]
    text = (ROOT / "src/audmg/lambda/edge_fields.cpp").read_text()
    assert {"X-Audmg-Edge", "X-Audmg-Client"} == set(re.findall(r'"(X-[\w-]+)"', text))


def test_functions_are_those_that_were_tested(template):
    for behaviour, key in [
        (distribution(template)["DefaultCacheBehavior"], "AppPages"),
        *((each, "AppPrefixes") for each in behaviours(template).values()),
    ]:
        assert behaviour["FunctionAssociations"] == [{"EventType": "viewer-request", "FunctionARN": arn_of(key, "FunctionARN")}]
        assert template.properties(key)["AutoPublish"] is True
        # CloudFront takes 10 KB.
        assert len(template.properties(key)["FunctionCode"]) < 10_000


# --- the firewall


def test_firewall_is_there_only_if_wanted(template, full_template):
    assert template.of_type("WAFv2::WebACL") == {}
    rules = full_template.properties("ApiFirewall")["Rules"]
    assert len({each["Priority"] for each in rules}) == len(rules) == 4
    for each in rules:
        rate = each["Statement"]["RateBasedStatement"]
        forwarded = "distribution" in each["Name"]
        # What a client says of itself counts only for calls that carry the mark of the distribution.
        assert (rate["AggregateKeyType"] == "FORWARDED_IP") == forwarded
        assert ("NotStatement" in str(rate["ScopeDownStatement"])) != forwarded
    association = full_template.properties("ApiFirewallOfStage")
    assert association["ResourceArn"]["Fn::Sub"].endswith("::/restapis/${ApiGatewayRestApi}/stages/dev")


# --- the files


@pytest.fixture(scope="module")
def deployed(tmp_path_factory, partner):
    """A stack with little in it, and an app of a few files."""
    environment = {**partner.environment, "LOCAL_PARTNER_SMALL": "1"}
    service = Service(tmp_path_factory.mktemp("app") / "service", environment, "local_partner.js")
    dist = service.folder / "web" / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "index.html").write_text((ROOT / "web/index.html").read_text())
    (dist / "assets/app-1.js").write_text("run()")
    (dist / "assets/app-1.js.br").write_text("compressed")
    (dist / "sw.js").write_text("// worker")
    service.output = service.run("deploy", "--stage", "app").stdout
    return service


def bucket_of(partner, stage):
    resources = partner.client("cloudformation").describe_stack_resources(StackName=f"audmg-drive-{stage}")
    (name,) = (each["PhysicalResourceId"] for each in resources["StackResources"] if each["LogicalResourceId"] == "AppBucket")
    return name


def test_deployment_uploads_the_app_and_prints_its_address(deployed, partner):
    assert "app: https://d111111abcdef8.cloudfront.net" in deployed.output
    s3, bucket = partner.client("s3"), bucket_of(partner, "app")
    found = {each["Key"]: s3.get_object(Bucket=bucket, Key=each["Key"]) for each in s3.list_objects_v2(Bucket=bucket)["Contents"]}
    fields = {key: (each["ContentType"], each["CacheControl"]) for key, each in found.items()}
    assert fields == {
        "index.html": ("text/html; charset=utf-8", "no-cache"),
        "sw.js": ("text/javascript; charset=utf-8", "no-cache"),
        "assets/app-1.js": ("text/javascript; charset=utf-8", "public, max-age=31536000, immutable"),
    }
    page = found["index.html"]["Body"].read().decode()
    assert '<meta name="audmg-api" content="/api" />' in page
    assert '<meta name="audmg-objects" content="/objects" />' in page


def test_next_deployment_keeps_what_older_pages_need(deployed, partner):
    s3, bucket = partner.client("s3"), bucket_of(partner, "app")
    assets = deployed.folder / "web" / "dist" / "assets"
    (assets / "app-1.js").rename(assets / "app-2.js")
    deployed.run("deploy", "--stage", "app")

    def tags(key):
        return {each["Key"]: each["Value"] for each in s3.get_object_tagging(Bucket=bucket, Key=key)["TagSet"]}

    assert tags("assets/app-1.js") == {"build": "earlier"}
    assert tags("assets/app-2.js") == tags("index.html") == {}
    kept = s3.get_object(Bucket=bucket, Key="assets/app-1.js")
    assert (kept["Body"].read(), kept["CacheControl"]) == (b"run()", "public, max-age=31536000, immutable")
    # Back to the first build, which must not end with the tag.
    (assets / "app-2.js").rename(assets / "app-1.js")
    deployed.run("deploy", "--stage", "app")
    assert (tags("assets/app-1.js"), tags("assets/app-2.js")) == ({}, {"build": "earlier"})


def test_removal_empties_the_bucket_of_the_app(deployed, partner):
    bucket = bucket_of(partner, "app")
    deployed.run("remove", "--stage", "app")
    assert bucket not in {each["Name"] for each in partner.client("s3").list_buckets()["Buckets"]}


def test_files_of_earlier_builds_end(template):
    rules = template.properties("AppBucket")["LifecycleConfiguration"]["Rules"]
    (rule,) = (each for each in rules if "ExpirationInDays" in each)
    assert rule["TagFilters"] == [{"Key": "build", "Value": "earlier"}]
    assert rule["ExpirationInDays"] == 30


def test_page_has_the_places_that_are_filled():
    page = (ROOT / "web/index.html").read_text()
    for name in ("audmg-api", "audmg-objects"):
        assert f'<meta name="{name}" content="" />' in page


def test_types_are_those_of_one_machine():
    program = "console.log(JSON.stringify(require('./deploy/plugins/app.js').TYPES))"
    found = json.loads(subprocess.run(["node", "-e", program], cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    text = (ROOT / "src/audmg/site/embed_assets.cmake").read_text()
    assert found == {f".{name}": kind for name, kind in re.findall(r'set\(type_(\w+) "([^"]+)"\)', text)}
