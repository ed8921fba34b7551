"""Where the homes differ: rows of the table of scenarios that run on one machine only, and why."""

S3 = "signed URLs are those of S3, which answers in its own words"
GATEWAY = "API Gateway refuses more than 10 KiB of header fields itself, with 400"
NO_APP = "without AUDMG_PUBLIC_URL the app has no page to lead to, so that /.well-known/change-password is 404"
NO_STREAMS = "a function keeps no connection open: GET /events is 501"

# Rows that S3 happens to answer alike run in both homes.
OBJECTS = {
    "GET /objects/{key}": ("anonymous", "other_user", "malformed", "over_limit", "expired"),
    "HEAD /objects/{key}": ("happy", "other_user", "over_limit", "expired"),
    "PUT /objects/{key}": ("anonymous", "other_user", "malformed", "over_limit", "expired"),
}


def of_adapters(scenario):
    """Why a server on the AWS adapters answers otherwise; "" when it does not."""
    return S3 if scenario.kind in OBJECTS.get(scenario.operation, ()) else ""


def of_lambda(scenario):
    """The same of functions behind the gateway."""
    if scenario.operation == "GET /events" and scenario.kind in ("happy", "malformed"):
        return NO_STREAMS
    if scenario.operation == "GET /.well-known/change-password" and scenario.status == 303:
        return NO_APP
    if scenario.status == 431 and "/objects/" not in scenario.operation:
        return GATEWAY
    return of_adapters(scenario)


def report(title, scenarios, why):
    """One line for each reason, with its rows."""
    rows = {}
    for scenario in scenarios:
        if why(scenario):
            rows.setdefault(why(scenario), []).append(f"{scenario.operation} {scenario.kind}")
    same = len(scenarios) - sum(map(len, rows.values()))
    lines = [f"{same} of {len(scenarios)} scenarios are the same {title}. The others:"]
    for reason, names in rows.items():
        lines.append(f"  {reason}:")
        lines += [f"    {name}" for name in names]
    return "\n".join(lines)
