// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/http_function.hpp"

#include "audmg/core/wipe.hpp"
#include "audmg/dispatch/call_record.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/cors.hpp"
#include "audmg/http/problem.hpp"
#include "audmg/http/security_fields.hpp"
#include "audmg/lambda/bearer_scheme.hpp"
#include "audmg/lambda/event_fields.hpp"
#include "audmg/lambda/http_answer.hpp"
#include "audmg/lambda/limits.hpp"
#include "audmg/telemetry/logger.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <variant>

namespace audmg::lambda {
namespace {

using dispatch::Call;
using std::chrono::steady_clock;

/// Adds the fields of every response, whatever function made it.
void add_common_fields(http::Response& response, const Call& call,
                       const std::vector<std::string>& cors_origins) {
  response.headers.set("X-Request-Id", call.request.request_id);
  const auto add = [&](std::string_view name, std::string_view value) {
    response.headers.add(std::string(name), std::string(value));
  };
  for (const auto& [name, value] : http::kFunctionFields) add(name, value);
  add(http::kTransportSecurity.first, http::kTransportSecurity.second);
  for (const auto& [name, value] : http::cors_fields(cors_origins, call.request)) add(name, value);
}

/// The gateway forwards the field as the client sent it, and also accepts tokens without a scheme.
void complete_authorization(http::Request& request) {
  const auto field = request.headers.find("Authorization");
  if (field) request.headers.set("Authorization", with_bearer_scheme(*field));
}

}  // namespace

HttpFunction::HttpFunction(std::vector<functions::Route> routes, Deployment& deployment)
    : routes_(std::move(routes)),
      deployment_(deployment),
      dispatcher_(routes_, deployment.services(), deployment.options().cors_origins) {}

InvocationResult HttpFunction::handle(Invocation& invocation) {
  const auto started_at = steady_clock::now();
  const TimePoint given_up_at = deployment_.services().clock.now() + kGatewayTimeout;
  deployment_.end_calls_at(std::min(invocation.deadline, given_up_at) - kCallMargin);
  auto document = parse_event(invocation.event);
  // It may hold a password, and what is read from now on is a copy of it.
  wipe(invocation.event);
  if (!document) return failed(kBadEvent, document.error().message);
  auto event = read_http_event(*document, deployment_.options().edge_mark);
  document = json::Value();
  if (!event) return failed(kBadEvent, event.error().message);

  Call call{.request = std::move(event->request)};
  http::Request& request = call.request;
  call.vouched_for = std::exchange(request.principal, std::nullopt);
  if (request.request_id.empty()) request.request_id = invocation.request_id;
  const std::size_t bytes_in = request.body.size();
  http::Response response;
  try {
    complete_authorization(request);
    response = event->refusal ? dispatch::refusal_of(call, *event->refusal) : respond(call);
  } catch (...) {
    response = dispatcher_.settle(call, std::current_exception());
  }
  std::string answer = encode(call, event->format, response);
  dispatch::record_call(call,
                        {.status = response.status,
                         .duration = steady_clock::now() - started_at,
                         .bytes_in = bytes_in,
                         .bytes_out = answer.size()},
                        deployment_.services().logger, deployment_.metrics());
  if (call.carries_password()) wipe(request.body);
  return answer;
}

http::Response HttpFunction::respond(Call& call) const {
  if (auto admission = dispatcher_.open(call); !admission) return std::move(admission).error();
  if (auto admission = dispatcher_.admit(call); !admission) return std::move(admission).error();
  std::string body;
  const auto& handler = call.route->handler;
  if (std::holds_alternative<functions::EventHandler>(handler) &&
      functions::wants_event_stream(call.request)) {
    return dispatch::refusal_of(call, functions::events_need_a_connection());
  }
  if (std::holds_alternative<functions::StreamHandler>(handler)) {
    if (call.request.body.size() > kMaxFormBodyBytes) {
      return dispatch::refusal_of(call, functions::form_too_large(kMaxFormBodyBytes));
    }
    // A consumer's request has no body: the body comes in pieces, here in one.
    body = std::exchange(call.request.body, {});
  }
  auto answer = dispatcher_.invoke(call);
  if (auto* consumer = std::get_if<std::unique_ptr<functions::BodyConsumer>>(&answer)) {
    return feed(call, **consumer, body);
  }
  return std::get<http::Response>(std::move(answer));
}

http::Response HttpFunction::feed(Call& call, functions::BodyConsumer& consumer,
                                  const std::string& body) const {
  if (!body.empty()) {
    if (const auto written = consumer.write(std::as_bytes(std::span(body))); !written) {
      return dispatcher_.settle(call, written.error());
    }
  }
  return dispatcher_.settle(call, consumer.finish());
}

std::string HttpFunction::encode(const Call& call, GatewayFormat format,
                                 http::Response& response) const {
  const auto& cors_origins = deployment_.options().cors_origins;
  add_common_fields(response, call, cors_origins);
  if (call.request.method == http::Method::head) response.body.clear();
  auto text = write_http_answer(format, response);
  if (!text) {
    response = dispatch::refusal_of(call, functions::answer_too_large());
    add_common_fields(response, call, cors_origins);
    text = write_http_answer(format, response);
  }
  AUDMG_ASSERT(text);
  return *std::move(text);
}

}  // namespace audmg::lambda
