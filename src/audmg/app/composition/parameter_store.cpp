// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition/parameter_store.hpp"

#include "audmg/lib/aws/service_client.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"

#include <utility>

namespace audmg::app {

Result<std::string> read_parameter(AwsAccess& access, const std::string& name) {
  aws::ServiceClient client({.endpoint = access.endpoint("ssm", "ssm"),
                             .scope = {access.region(), "ssm"},
                             .protocol = aws::Protocol::json},
                            access.credentials(), access.transport(), access.clock());
  json::Writer request;
  request.begin_object().field("Name", name).field("WithDecryption", true).end_object();
  const auto reply = client.send({.action = "GetParameter",
                                  .fields = {{"Content-Type", "application/x-amz-json-1.1"},
                                             {"X-Amz-Target", "AmazonSSM.GetParameter"}},
                                  .body = request.text()});
  if (!reply) {
    Error error = reply.error().error;
    if (reply.error().is("ParameterNotFound")) error.code = ErrorCode::not_found;
    error.message = "parameter " + name + ": " + error.message;
    return std::unexpected(std::move(error));
  }
  const auto document = json::parse(reply->body, {});
  const json::Value* const parameter = document ? document->find("Parameter") : nullptr;
  const json::Value* const value = parameter != nullptr ? parameter->find("Value") : nullptr;
  const std::string* const text = value != nullptr ? value->as_string() : nullptr;
  if (text == nullptr) {
    return fail(ErrorCode::internal, "parameter " + name + ": the answer has no value");
  }
  return *text;
}

}  // namespace audmg::app
