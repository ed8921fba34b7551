"""The pipelines: templates, rights word by word, the specs of builds, and `make pipeline` against moto."""

import fnmatch
import json
import os
import pathlib
import re
import shutil
import subprocess

import cfnlint
import pytest
from service import ROOT, Service
from test_template import LINT
from yaml_of_aws import load

FOLDER = ROOT / "deploy" / "pipeline"
TEMPLATES = ("deploy_rights", "github_role", "pipeline")
CONNECTION = "arn:aws:codeconnections:eu-central-1:123456789012:connection/8b1f3f2e-0000-4000-8000-000000000000"
MAKE = ["make", "--no-print-directory"]
# Actions that AWS lets nobody hold to a resource, or whose resource has no name of ours; with the reason in the template.
ANYWHERE = {
    "cloudformation:ValidateTemplate",
    "cloudwatch:DescribeAlarms",
    "lambda:GetAccountSettings",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "sts:GetCallerIdentity",
    "xray:GetSamplingRules",
} | {f"lambda:{verb}EventSourceMapping" for verb in ("Create", "Delete", "Get", "Update")}
# What the pipeline's own roles may do. A new right must be written here, too, by somebody who wants it.
RIGHTS = {
    "TestRole": {"logs:CreateLogStream", "logs:PutLogEvents", "s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"},
    "DeployRole": {"logs:CreateLogStream", "logs:PutLogEvents", "s3:GetObject", "s3:GetObjectVersion", "ssm:GetParameters"},
    "PipelineRole": {
        "codeconnections:UseConnection",
        "codestar-connections:UseConnection",
        "s3:GetObject",
        "s3:GetObjectVersion",
        "s3:PutObject",
        "s3:GetBucketVersioning",
        "codebuild:BatchGetBuilds",
        "codebuild:StartBuild",
        "sns:Publish",
    },
}
# Rights that CloudFormation has use for only where a template has a property that ours has not.
UNUSED = re.compile(
    r"(amplify|apprunner|appsync|bedrock-agentcore|billing|cognito-idp|ec2|elasticfilesystem|elasticloadbalancing|firehose|"
    r"kinesis|kms|payments|s3files|s3tables):.*|apigateway:UpdateRestApiPolicy|iam:CreateServiceLinkedRole|"
    r"iam:(Attach|Detach)RolePolicy|iam:(Put|Delete)RolePermissionsBoundary|"
    r"cloudfront:(CreateDistributionWithTags|UpdateDistributionWithStagingConfig|.*ConnectionGroup|GetVpcOrigin)|"
    r"dynamodb:(AssociateTableReplica|CreateTableReplica|DeleteTable|ImportTable|.*Item|Query|Scan|(Delete|Put)ResourcePolicy|"
    r"(Disable|Enable|Update)KinesisStreamingDestination|UpdateContributorInsights)|"
    r"lambda:(AssociateRuntimeAlias|GetCodeSigningConfig|GetLayerVersion|PassCapacityProvider|PublishVersion|"
    r"DeleteFunctionCodeSigningConfig|Put(FunctionCodeSigning|FunctionRecursion|FunctionScaling|RuntimeManagement)Config)|"
    r"logs:(CreateLogStream|DescribeLogStreams|PutLogEvents|AssociateKmsKey|DisassociateKmsKey|CreateLogDelivery|"
    r"(Delete|Put)(DataProtectionPolicy|IndexPolicy|ResourcePolicy)|PutBearerTokenAuthentication|PutLogGroupDeletionProtection)|"
    r"s3:(.*MetadataTableConfiguration|UpdateBucketMetadata.*|DeleteBucket.*|GetObjectMetadata|PutObjectAcl|REST\..*)|"
    r"sns:PutDataProtectionPolicy|wafv2:(Get|Put)PermissionPolicy"
)
SCHEMAS = pathlib.Path(cfnlint.__file__).parent / "data" / "schemas" / "resources"
# What nobody who deploys may do to what users keep.
NEVER = ("dynamodb:DeleteTable", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan", "kms:ScheduleKeyDeletion", "s3:*",
         "s3:DeleteObjectVersion", "iam:CreateUser", "iam:CreateAccessKey", "iam:AttachRolePolicy", "sqs:ReceiveMessage")


def resources(name):
    return load(FOLDER / f"{name}.yml")["Resources"]


def statements(policy):
    found = policy["PolicyDocument"]["Statement"]
    return [each["Fn::If"][1] if "Fn::If" in each else each for each in found]


def all_policies():
    rights = resources("deploy_rights")
    for name, resource in rights.items():
        yield name, resource["Properties"]
    for name, resource in resources("pipeline").items():
        for policy in resource["Properties"].get("Policies", []):
            yield name, policy


@pytest.mark.parametrize("name", TEMPLATES)
def test_cfn_lint_has_nothing_to_say(name):
    command = [*LINT, "--regions", "eu-central-1", "--template", FOLDER / f"{name}.yml"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_roles_of_the_pipeline_may_do_what_they_are_for():
    found = {
        name: {action for policy in role["Properties"]["Policies"] for each in statements(policy) for action in each["Action"]}
        for name, role in resources("pipeline").items()
        if role["Type"] == "AWS::IAM::Role"
    }
    assert found == RIGHTS


def test_only_what_names_no_resource_is_allowed_anywhere():
    for name, policy in all_policies():
        for each in statements(policy):
            if each["Resource"] == "*":
                assert set(each["Action"]) <= ANYWHERE, name
            for action in each["Action"]:
                assert not action.endswith(":*"), (name, action)


def test_rights_are_held_to_the_drives_names():
    nameless = {"WriteApi", "WriteApp", "WriteBudget"}
    for name, policy in (each for each in all_policies() if each[0].endswith("Rights")):
        for each in statements(policy):
            if each["Resource"] == "*" or each["Sid"] in nameless:
                continue
            for resource in each["Resource"] if isinstance(each["Resource"], list) else [each["Resource"]]:
                text = resource["Fn::Sub"]
                assert "audmg-drive" in text or "managedruleset" in text or "apigateway" in text, (name, text)


def test_nobody_who_deploys_reads_or_deletes_what_users_keep():
    allowed = {action for _, policy in all_policies() for each in statements(policy) if each["Effect"] == "Allow"
               for action in each["Action"]}
    assert not allowed & set(NEVER)


def test_rights_are_enough_for_what_the_template_makes(full_template):
    """By the permissions that AWS's own descriptions of its resource types name, which cfn-lint brings along."""
    allowed = {action for name, policy in all_policies() if name.endswith("Rights") for each in statements(policy)
               if each["Effect"] == "Allow" for action in each["Action"]}
    types = {each["Type"] for each in full_template.resources.values()}
    described = {found["typeName"]: found for found in (json.loads(path.read_text()) for path in SCHEMAS.glob("*.json"))
                 if found["typeName"] in types}
    assert set(described) == types
    lacking = {
        (kind, right)
        for kind, description in described.items()
        for handler in ("create", "read", "update", "delete")
        for right in description["handlers"].get(handler, {}).get("permissions", [])
        if not any(fnmatch.fnmatchcase(right.lower(), each.lower()) for each in allowed) and not UNUSED.fullmatch(right)
    }
    assert not lacking, sorted(lacking)


def test_policies_are_no_longer_than_aws_takes():
    for name, policy in all_policies():
        if name.endswith("Rights"):
            text = json.dumps(policy["PolicyDocument"], separators=(",", ":"))
            assert len(text) <= 6144 - 200, (name, len(text))  # With the account's number in place of its name.


def test_roles_are_handed_to_the_drives_services_only():
    (pass_role,) = [each for _, policy in all_policies() for each in statements(policy) if "iam:PassRole" in each["Action"]]
    services = pass_role["Condition"]["StringEquals"]["iam:PassedToService"]
    assert set(services) == {"lambda.amazonaws.com", "apigateway.amazonaws.com"}


def test_pipelines_may_not_write_their_own_roles():
    denied = [each for _, policy in all_policies() for each in statements(policy) if each["Effect"] == "Deny"]
    (text,) = [str(each["Resource"]) for each in denied]
    assert "role/audmg-drive-pipeline-*" in text and "role/audmg-drive-github-*" in text
    for template in ("pipeline", "github_role"):
        for role in (each for each in resources(template).values() if each["Type"] == "AWS::IAM::Role"):
            assert re.search(r"audmg-drive-(pipeline|github)-", str(role["Properties"]["RoleName"]))


def test_github_is_believed_for_one_repository_and_environment():
    statement = resources("github_role")["Role"]["Properties"]["AssumeRolePolicyDocument"]["Statement"]
    (only,) = statement
    condition = only["Condition"]["StringEquals"]
    assert condition["token.actions.githubusercontent.com:sub"] == {"Fn::Sub": "repo:${Repository}:environment:${Environment}"}
    assert condition["token.actions.githubusercontent.com:aud"] == "sts.amazonaws.com"


def test_stages_follow_one_another_and_are_taken_back_on_failure():
    stages = resources("pipeline")["Pipeline"]["Properties"]["Stages"]
    assert [stage["Name"] for stage in stages] == ["Source", "Test", "Dev", "Approval", "Prod"]
    for stage in stages:
        is_deployment = stage["Name"] in ("Dev", "Prod")
        assert (stage.get("OnFailure") == {"Result": "ROLLBACK"}) == is_deployment
        if is_deployment:
            variables = stage["Actions"][0]["Configuration"]["EnvironmentVariables"]
            assert f'"value": "{stage["Name"].lower()}"' in variables
            assert f"/audmg-drive/pipeline/{stage['Name'].lower()}" in variables


@pytest.mark.parametrize("name", ["test", "deploy"])
def test_specs_of_builds_call_what_is_there(name):
    """CodeBuild's form: version, phases in their order, commands that bash can parse, targets of the Makefile."""
    spec = load(FOLDER / f"buildspec_{name}.yml")
    assert spec["version"] == 0.2
    order = ["install", "pre_build", "build", "post_build"]
    assert list(spec["phases"]) == [phase for phase in order if phase in spec["phases"]]
    assert set(spec) <= {"version", "env", "phases", "artifacts", "cache"}
    commands = [command for phase in spec["phases"].values() for command in phase["commands"]]
    listed = subprocess.run([ROOT / "tools/buildspec_steps", "--list", FOLDER / f"buildspec_{name}.yml"],
                            capture_output=True, text=True, check=True).stdout.splitlines()
    assert listed == commands
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    for command in commands:
        assert subprocess.run(["bash", "-n", "-c", command], capture_output=True).returncode == 0, command
        for target in re.findall(r"\bmake ([a-z-]+)", command):
            assert target in targets, command
        for path in re.findall(r"\btools/\w+", command):
            assert os.access(ROOT / path, os.X_OK), path
    for pattern in spec.get("artifacts", {}).get("files", []):
        path = pattern.partition("/**")[0]
        assert (ROOT / path).exists() or path.startswith(("web/dist", "build/")), pattern


def test_what_is_built_is_all_that_a_deployment_needs(tmp_path):
    """`serverless package` on the artifacts of the first build and nothing else."""
    service = Service(tmp_path / "built")
    kept = {pattern.partition("/")[0] for pattern in load(FOLDER / "buildspec_test.yml")["artifacts"]["files"]}
    for path in service.folder.iterdir():
        if path.name not in {*kept, "node_modules", "home"}:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert service.package()["Resources"]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory, partner):
    """A working folder with all that `make pipeline` uses, and moto in AWS's place."""
    found = Service(tmp_path_factory.mktemp("pipeline") / "service", partner.environment)
    shutil.copytree(ROOT / "tools", found.folder / "tools")
    for name in ("Makefile", "package-lock.json"):
        shutil.copy(ROOT / name, found.folder / name)
    found.write_env(DEPLOY_MONTHLY_BUDGET="7")
    take_out_what_moto_lacks(found.folder / "deploy" / "pipeline" / "pipeline.yml")
    return found


def take_out_what_moto_lacks(path):
    """Projects and the pipeline, and what refers to them; cfn-lint judges those."""
    text, count = re.subn(r"^  (TestProject|DeployProject|Pipeline):\n(   .*\n|\n)+", "", path.read_text(), 3, re.MULTILINE)
    assert count == 3
    text = text.replace("[!GetAtt TestProject.Arn, !GetAtt DeployProject.Arn]", '"*"')
    path.write_text(text.replace("${Pipeline}", "audmg-drive"))


def stacks(partner):
    return {each["StackName"] for each in partner.client("cloudformation").describe_stacks()["Stacks"]}


def test_pipeline_is_made_twice_and_removed(checkout, partner):
    ours = {"audmg-drive-pipeline", "audmg-drive-pipeline-rights"}
    arguments = ["pipeline", f"CONNECTION={CONNECTION}", "REPOSITORY=someone/audmg-drive", "YES=1"]
    said = checkout.run(*arguments, program=MAKE).stdout
    assert "audmg-drive-pipeline: made" in said and "codepipeline/pipelines" in said
    assert ours <= stacks(partner)
    parameter = partner.client("ssm").get_parameter(Name="/audmg-drive/pipeline/dev", WithDecryption=True)["Parameter"]
    assert (parameter["Type"], parameter["Value"]) == ("SecureString", "DEPLOY_MONTHLY_BUDGET=7")
    roles = {each["RoleName"] for each in partner.client("iam").list_roles()["Roles"]}
    assert {f"audmg-drive-pipeline-{name}" for name in ("test", "deploy", "run")} <= roles
    again = checkout.run(*arguments, program=MAKE).stdout
    assert "audmg-drive-pipeline: up to date" in again
    checkout.run("pipeline-remove", "YES=1", program=MAKE)
    assert not ours & stacks(partner)
    names = {each["Name"] for each in partner.client("ssm").describe_parameters()["Parameters"]}
    assert not {name for name in names if "/pipeline/" in name}


def test_pipeline_without_a_connection_says_where_to_make_one(checkout):
    refused = checkout.run("pipeline", "REPOSITORY=someone/audmg-drive", "YES=1", program=MAKE, check=False)
    assert refused.returncode != 0
    assert "make pipeline CONNECTION=ARN REPOSITORY=OWNER/NAME" in refused.stdout


def test_alarm_that_goes_off_after_a_deployment_fails_it(tmp_path, partner):
    cloudwatch = partner.client("cloudwatch")

    def alarm(name, state):
        cloudwatch.put_metric_alarm(AlarmName=name, Namespace="N", MetricName="M", Statistic="Sum", Period=60, Threshold=1,
                                    EvaluationPeriods=1, ComparisonOperator="GreaterThanThreshold")
        cloudwatch.set_alarm_state(AlarmName=name, StateValue=state, StateReason="a test")

    service = Service(tmp_path / "service", partner.environment)
    alarm("audmg-drive-watched-On-Before", "ALARM")
    alarm("audmg-drive-other-Api", "ALARM")
    calm = service.run("watch-alarms", "--stage", "watched", "--minutes", "0.02")
    assert "On before this look, and so not watched: audmg-drive-watched-On-Before" in calm.stdout
    command = [ROOT / "node_modules/.bin/serverless", "watch-alarms", "--stage", "watched", "--minutes", "0.5"]
    watching = subprocess.Popen([str(word) for word in command], cwd=service.folder, env=service.environment, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    lines = []
    for line in watching.stdout:
        lines.append(line)
        if "On before" in line:
            alarm("audmg-drive-watched-Api", "ALARM")
    assert watching.wait(60) != 0
    assert "Went off after the deployment: audmg-drive-watched-Api" in "".join(lines)


def test_workflows_pass_actionlint():
    program = ROOT / "build" / "tools" / "actionlint"
    # Without the checkers of shell and Python that it would take from the machine.
    command = [program, "-shellcheck=", "-pyflakes=", *sorted((ROOT / ".github" / "workflows").glob("*.yml"))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_actions_are_pinned_to_a_commit_and_say_its_version():
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        for line in re.findall(r"^.*\buses:.*$", path.read_text(), re.MULTILINE):
            assert re.search(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), (path.name, line)


def test_workflows_keep_no_key():
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        text = path.read_text()
        assert "aws-secret-access-key" not in text and "AWS_SECRET_ACCESS_KEY" not in text
        assert re.search(r"^permissions:\n  contents: read\n", text, re.MULTILINE), path.name
