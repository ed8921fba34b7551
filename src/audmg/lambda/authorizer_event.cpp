// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/authorizer_event.hpp"

#include "audmg/core/text.hpp"
#include "audmg/http/headers.hpp"
#include "audmg/lambda/authorizer_context.hpp"
#include "audmg/lambda/bearer_scheme.hpp"
#include "audmg/lambda/event_fields.hpp"
#include "audmg/lib/json/writer.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace audmg::lambda {
namespace {

/// As IAM has it.
/// API Gateway takes request lines of up to 10,240 bytes, and the ARN has the path.
constexpr std::size_t kMaxArnBytes = std::size_t{12} * 1024;
constexpr std::size_t kMaxAuthorizationBytes = 8 * 1024;

/// Returns whether the text is safe in a policy, where "*" and "?" would have a special meaning.
bool is_plain(std::string_view text) noexcept {
  return std::ranges::all_of(
      text, [](char c) { return is_alnum(c) || c == '-' || c == '_' || c == '$'; });
}

std::string_view header(const json::Value* headers, std::string_view name) {
  if (headers == nullptr) return {};
  for (const json::Member& member : *headers->as_object()) {
    if (!equals_ignore_case(member.name, name)) continue;
    const std::string* const text = member.value.as_string();
    return text != nullptr ? std::string_view(*text) : std::string_view{};
  }
  return {};
}

}  // namespace

std::optional<std::string> stage_resource(std::string_view method_arn) {
  if (method_arn.size() > kMaxArnBytes) return std::nullopt;
  std::string_view rest = method_arn;
  const bool is_arn = take_until(rest, ':') == "arn";
  const std::string_view partition = take_until(rest, ':');
  const bool is_api = take_until(rest, ':') == "execute-api";
  const std::string_view region = take_until(rest, ':');
  const std::string_view account = take_until(rest, ':');
  const std::string_view api = take_until(rest, '/');
  const std::string_view stage = take_until(rest, '/');
  if (!is_arn || !is_api) return std::nullopt;
  for (const std::string_view part : {partition, region, account, api, stage}) {
    if (part.empty() || !is_plain(part)) return std::nullopt;
  }
  std::string resource("arn:");
  for (const std::string_view part :
       {partition, std::string_view("execute-api"), region, account}) {
    resource.append(part).append(":");
  }
  return resource.append(api).append("/").append(stage).append("/*/*");
}

Result<AuthorizerEvent> read_authorizer_event(const json::Value& value) {
  EventFields fields(&value, "event");
  const std::string_view type = fields.required_text("type");
  const bool is_request = type == "REQUEST";
  AuthorizerEvent event;
  if (is_request && fields.text("version") == "2.0") event.answer = AuthorizerEvent::Answer::simple;

  std::string_view authorization;
  if (is_request) {
    authorization = header(fields.object("headers"), "Authorization");
  } else {
    authorization = fields.text("authorizationToken");
  }
  if (authorization.size() <= kMaxAuthorizationBytes) {
    event.authorization = with_bearer_scheme(authorization);
  }
  std::optional<std::string> resource;
  if (event.answer == AuthorizerEvent::Answer::policy) {
    resource = stage_resource(fields.required_text("methodArn"));
  }
  AUDMG_CHECK(fields.check());
  if (!is_request && type != "TOKEN") {
    return fail(ErrorCode::invalid_argument, "event.type is neither TOKEN nor REQUEST");
  }
  if (event.answer == AuthorizerEvent::Answer::simple) return event;
  if (!resource) return fail(ErrorCode::invalid_argument, "event.methodArn is no ARN of a method");
  event.resource = *std::move(resource);
  return event;
}

std::string write_policy(const http::Principal& principal, std::string_view resource) {
  json::Writer json;
  json.begin_object().field("principalId", principal.user.text());
  json.key("policyDocument").begin_object().field("Version", "2012-10-17").key("Statement");
  json.begin_array()
      .begin_object()
      .field("Action", "execute-api:Invoke")
      .field("Effect", "Allow")
      .field("Resource", resource)
      .end_object()
      .end_array()
      .end_object();
  json.key("context");
  write_authorizer_context(json, principal);
  return std::move(json.end_object()).take();
}

std::string write_simple_answer(const std::optional<http::Principal>& principal) {
  json::Writer json;
  json.begin_object().field("isAuthorized", principal.has_value()).key("context");
  if (principal) {
    write_authorizer_context(json, *principal);
  } else {
    json.begin_object().end_object();
  }
  return std::move(json.end_object()).take();
}

}  // namespace audmg::lambda
