// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/http_event.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/core/percent.hpp"
#include "audmg/http/target.hpp"
#include "audmg/http/token.hpp"
#include "audmg/lambda/authorizer_context.hpp"
#include "audmg/lambda/edge_fields.hpp"
#include "audmg/lambda/event_fields.hpp"
#include "audmg/lambda/gateway_path.hpp"
#include "audmg/lambda/limits.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace audmg::lambda {
namespace {

using http::Problem;
using Refusal = std::optional<Problem>;

Problem bad_request(std::string message) {
  return {.status = 400, .code = "bad_request", .message = std::move(message)};
}

/// Collects header fields within the limits that the server applies to fields from a socket, and
/// keeps those of the distribution apart.
class FieldCollector {
 public:
  explicit FieldCollector(http::Headers& headers) : headers_(headers) {}

  void add(std::string_view name, std::string_view value) {
    ++count_;
    bytes_ += name.size() + value.size();
    if (count_ > kMaxHeaderFields || bytes_ > kMaxHeaderBytes) {
      refusal_ = Problem{.status = 431,
                         .code = "headers_too_large",
                         .message = "All header fields together may have 32 KiB, and be 100."};
      return;
    }
    const bool clean =
        !name.empty() && std::ranges::all_of(name, http::is_tchar) &&
        std::ranges::none_of(value, [](char c) { return is_control(c) && c != '\t'; });
    if (!clean) {
      refusal_ = bad_request("A header field is not valid.");
      return;
    }
    if (!edge_.take(name, value)) headers_.add(std::string(name), std::string(value));
  }
  const EdgeFields& edge() const { return edge_; }
  Refusal take() && { return std::move(refusal_); }

 private:
  http::Headers& headers_;
  EdgeFields edge_;
  std::size_t count_ = 0;
  std::size_t bytes_ = 0;
  Refusal refusal_;
};

/// Calls `add` with each name and value of {"name": "value"} or {"name": ["value", ...]}.
template <class Add>
Result<void> each_pair(const json::Value* map, std::string_view place, Add add) {
  if (map == nullptr) return {};
  for (const json::Member& member : *map->as_object()) {
    if (const std::string* text = member.value.as_string()) {
      add(member.name, *text);
      continue;
    }
    const json::Array* const values = member.value.as_array();
    const bool are_texts =
        values != nullptr && std::ranges::all_of(*values, [](const json::Value& value) {
          return value.as_string() != nullptr;
        });
    if (!are_texts) {
      return fail(ErrorCode::invalid_argument, std::string(place) + " is no map of strings");
    }
    for (const json::Value& value : *values) add(member.name, *value.as_string());
  }
  return {};
}

/// Returns the member with all values if it is present, else the one with only the last value.
const json::Value* either(EventFields& fields, std::string_view all, std::string_view last) {
  const json::Value* const found = fields.object(all);
  const json::Value* const other = fields.object(last);
  return found != nullptr ? found : other;
}

bool is_request_id(std::string_view text) noexcept {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return is_alnum(c) || c == '-' || c == '_' || c == '=';
  });
}

/// The gateway sends text as it decoded it, or the bytes in base64.
Result<void> read_body(EventFields& fields, http::Request& request) {
  const std::string_view body = fields.text("body");
  if (!fields.truth("isBase64Encoded")) {
    request.body = body;
    return {};
  }
  const auto bytes = from_base64(body);
  if (!bytes) return fail(ErrorCode::invalid_argument, "event.body is no base64");
  request.body.assign(reinterpret_cast<const char*>(bytes->data()), bytes->size());
  return {};
}

void refuse(HttpEvent& event, Refusal refusal) {
  if (!event.refusal) event.refusal = std::move(refusal);
}

void set_method(HttpEvent& event, std::string_view text) {
  const auto method = http::parse_method(text);
  if (method) {
    event.request.method = *method;
    return;
  }
  refuse(event, Problem{.status = 501,
                        .code = "not_implemented",
                        .message = "This method is not known here."});
}

void set_path(HttpEvent& event, std::optional<std::string> path) {
  const bool good = path && path->starts_with('/') && path->size() <= kMaxPathBytes &&
                    std::ranges::none_of(*path, is_control);
  if (!good) return refuse(event, bad_request("The target of the request is not valid."));
  event.request.path = *std::move(path);
}

/// A REST API sends the path as the client wrote it, the query decoded and header names in the
/// client's case.
Result<HttpEvent> read_rest_event(const json::Value& value, std::string_view edge_mark) {
  HttpEvent event{.format = GatewayFormat::rest, .request = {}, .refusal = {}};
  http::Request& request = event.request;
  EventFields fields(&value, "event");
  EventFields context(fields.object("requestContext"), "requestContext");
  EventFields identity(context.object("identity"), "identity");
  EventFields parameters(fields.object("pathParameters"), "pathParameters");

  set_method(event, fields.required_text("httpMethod"));
  const std::string_view path = strip_gateway_prefix(
      fields.required_text("path"), fields.text("resource"), parameters.text("proxy"), {});
  set_path(event, percent_decode(path, Plus::literal));
  request.target = path;
  FieldCollector collector(request.headers);
  AUDMG_CHECK(each_pair(either(fields, "multiValueHeaders", "headers"), "headers",
                        [&](auto& name, auto& text) { collector.add(name, text); }));
  request.client_address = collector.edge().client(edge_mark, identity.text("sourceIp"));
  refuse(event, std::move(collector).take());

  std::size_t bytes = 0;
  AUDMG_CHECK(each_pair(either(fields, "multiValueQueryStringParameters", "queryStringParameters"),
                        "query", [&](const std::string& name, const std::string& text) {
                          bytes += name.size() + text.size();
                          if (!name.empty()) request.query.add(name, text);
                        }));
  if (bytes > kMaxQueryBytes || request.query.all().size() > kMaxQueryParameters) {
    refuse(event, bad_request("The query is too long."));
  }

  AUDMG_CHECK(read_body(fields, request));
  if (const auto id = context.text("requestId"); is_request_id(id)) request.request_id = id;
  request.principal = read_authorizer_context(context.object("authorizer"));
  for (const EventFields* each : {&fields, &context, &identity, &parameters}) {
    AUDMG_CHECK(each->check());
  }
  return event;
}

/// Returns the part after the method: "/files/{id}" of "GET /files/{id}".
std::string_view resource_of(std::string_view route_key) noexcept {
  const std::size_t space = route_key.find(' ');
  return space == std::string_view::npos ? std::string_view{} : route_key.substr(space + 1);
}

/// An HTTP API sends the path decoded, the query as the client wrote it and header names in lower
/// case, with the values of one name joined by commas and cookies separate.
Result<HttpEvent> read_http_api_event(const json::Value& value, std::string_view edge_mark) {
  HttpEvent event{.format = GatewayFormat::http, .request = {}, .refusal = {}};
  http::Request& request = event.request;
  EventFields fields(&value, "event");
  EventFields context(fields.object("requestContext"), "requestContext");
  EventFields call(context.object("http"), "requestContext.http");
  EventFields authorizer(context.object("authorizer"), "authorizer");
  EventFields parameters(fields.object("pathParameters"), "pathParameters");

  set_method(event, call.required_text("method"));
  const std::string_view path =
      strip_gateway_prefix(fields.required_text("rawPath"), resource_of(fields.text("routeKey")),
                           parameters.text("proxy"), context.text("stage"));
  set_path(event, std::string(path));
  const std::string_view query = fields.text("rawQueryString");
  request.target = path;
  if (!query.empty()) request.target.append("?").append(query);
  auto target = query.size() <= kMaxQueryBytes - 2 ? http::parse_target("/?" + std::string(query))
                                                   : std::unexpected(http::TargetError::too_long);
  if (target && target->query.all().size() <= kMaxQueryParameters) {
    request.query = std::move(target->query);
  } else {
    refuse(event, bad_request("The query of the request is not valid."));
  }

  FieldCollector collector(request.headers);
  AUDMG_CHECK(each_pair(fields.object("headers"), "headers",
                        [&](auto& name, auto& text) { collector.add(name, text); }));
  if (const json::Array* cookies = fields.array("cookies")) {
    std::string joined;
    for (const json::Value& cookie : *cookies) {
      if (cookie.as_string() == nullptr) {
        return fail(ErrorCode::invalid_argument, "event.cookies are no strings");
      }
      joined.append(joined.empty() ? "" : "; ").append(*cookie.as_string());
    }
    if (!joined.empty()) collector.add("cookie", joined);
  }
  request.client_address = collector.edge().client(edge_mark, call.text("sourceIp"));
  refuse(event, std::move(collector).take());

  AUDMG_CHECK(read_body(fields, request));
  if (const auto id = context.text("requestId"); is_request_id(id)) request.request_id = id;
  request.principal = read_authorizer_context(authorizer.object("lambda"));
  for (const EventFields* each : {&fields, &context, &call, &authorizer, &parameters}) {
    AUDMG_CHECK(each->check());
  }
  return event;
}

}  // namespace

Result<HttpEvent> read_http_event(const json::Value& event, std::string_view edge_mark) {
  const json::Value* const version = event.find("version");
  const std::string* const text = version != nullptr ? version->as_string() : nullptr;
  if (text != nullptr && *text == "2.0") return read_http_api_event(event, edge_mark);
  return read_rest_event(event, edge_mark);
}

}  // namespace audmg::lambda
