"""A user of the REST API, whose own answers have the gateway's shape."""

import contract
from client import User


class GatewayUser(User):
    def check(self, method, path, response):
        # The gateway renames it (docs/aws.md): a browser would ask for a password.
        if challenge := response.headers.pop("x-amzn-Remapped-WWW-Authenticate", None):
            response.headers["WWW-Authenticate"] = challenge
        if "x-amzn-ErrorType" not in response.headers:
            contract.check(method, path, response)
        elif method != "HEAD":
            contract.check_schema(response.json(), {"$ref": "#/components/schemas/Problem"})
            assert response.headers["Access-Control-Allow-Origin"] == "https://drive.example.org"
