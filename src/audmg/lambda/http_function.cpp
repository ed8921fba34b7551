// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/http_function.hpp"

#include "audmg/core/wipe.hpp"
#include "audmg/functions/admission.hpp"
#include "audmg/functions/authorizer.hpp"
#include "audmg/functions/failures.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/cors.hpp"
#include "audmg/http/problem.hpp"
#include "audmg/http/security_fields.hpp"
#include "audmg/lambda/bearer_scheme.hpp"
#include "audmg/lambda/event_fields.hpp"
#include "audmg/lambda/http_answer.hpp"
#include "audmg/lambda/limits.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <span>
#include <utility>

namespace audmg::lambda {
namespace {

using functions::Auth;
using functions::Executor;
using functions::Route;
using std::chrono::steady_clock;

http::Problem events_need_a_connection() {
  return {.status = 501,
          .code = "not_implemented",
          .message =
              "This deployment keeps no connection open for events. Ask for the file again: "
              "GET /files/{id} says what became of it."};
}

http::Problem body_too_large() {
  return {.status = 413, .code = "body_too_large", .message = "The body is larger than 64 KiB."};
}

http::Problem answer_too_large() {
  return {.status = 500,
          .code = "answer_too_large",
          .message =
              "The answer is larger than the 6 MiB that this deployment can send. Ask for "
              "less at a time, for example with a smaller limit."};
}

/// The authorizer's word is good for a while after the session has ended, because API Gateway keeps
/// it. That will do to read; what changes something is asked for again.
bool will_do(const http::Principal& principal, const Route& route, TimePoint now) {
  return route.method == http::Method::get && principal.token_expires_at > now;
}

}  // namespace

struct HttpFunction::Exchange {
  HttpEvent event;
  const Invocation& invocation;
  std::size_t body_bytes = 0;
  steady_clock::time_point started_at = steady_clock::now();
  /// Null: none was found.
  const Route* route = nullptr;
  /// Refused before the function ran.
  bool throttled = false;
};

HttpFunction::HttpFunction(std::vector<Route> routes, Deployment& deployment)
    : routes_(std::move(routes)), router_(routes_), deployment_(deployment) {}

Outcome HttpFunction::handle(Invocation& invocation) {
  auto document = parse_event(invocation.event);
  // It may hold a password, and what is read from now on is a copy of it.
  wipe(invocation.event);
  if (!document) return failed(kBadEvent, document.error().message);
  auto event = read_http_event(*document);
  document = json::Value();
  if (!event) return failed(kBadEvent, event.error().message);
  const std::size_t body_bytes = event->request.body.size();
  Exchange exchange{.event = *std::move(event), .invocation = invocation, .body_bytes = body_bytes};
  http::Request& request = exchange.event.request;
  if (request.request_id.empty()) request.request_id = invocation.request_id;
  auto response = functions::guarded(deployment_.services().logger, {}, request.request_id,
                                     [&] { return answer(exchange); });
  auto outcome = encode(exchange, std::move(response));
  if (exchange.route != nullptr && exchange.route->executor == Executor::passwords) {
    wipe(request.body);
  }
  return outcome;
}

http::Response HttpFunction::answer(Exchange& exchange) {
  auto& [format, request, refusal] = exchange.event;
  if (refusal) return http::problem_response(*refusal, request.request_id);
  auto match = router_.find(request.method, request.path);
  if (match.route == nullptr && match.allow.empty()) {
    return http::problem_response(
        http::Problem{
            .status = 404, .code = "not_found", .message = "There is nothing at this path."},
        request.request_id);
  }
  if (match.route == nullptr && request.method == http::Method::options) {
    return http::options_response(deployment_.options().cors_origins, request,
                                  std::move(match.allow));
  }
  if (match.route == nullptr) {
    auto response =
        http::problem_response(http::Problem{.status = 405,
                                             .code = "method_not_allowed",
                                             .message = "This path does not know the method."},
                               request.request_id);
    response.headers.add("Allow", std::move(match.allow));
    return response;
  }
  const Route& route = *match.route;
  exchange.route = &route;
  request.path_parameters = std::move(match.path_parameters);
  functions::Services& services = deployment_.services();
  return functions::guarded(services.logger, route.function, request.request_id,
                            [&] { return call(route, exchange); });
}

http::Response HttpFunction::call(const Route& route, Exchange& exchange) {
  functions::Services& services = deployment_.services();
  http::Request& request = exchange.event.request;
  const auto failure = [&](const Error& error) {
    return functions::answer_failure(services.logger, route.function, request.request_id, error);
  };
  // As in the other runtime: who calls an open route is nobody, whatever the gateway knows.
  if (route.auth == Auth::none) request.principal.reset();
  if (route.auth == Auth::access_token &&
      !(request.principal && will_do(*request.principal, route, services.clock.now()))) {
    auto principal = functions::authorize(
        with_bearer_scheme(request.headers.find("Authorization").value_or("")), services);
    if (!principal && principal.error().code != ErrorCode::invalid_argument) {
      return failure(principal.error());
    }
    if (!principal) return http::problem_response(functions::unauthorized(), request.request_id);
    request.principal = *std::move(principal);
  }
  if (auto refusal = functions::refuse_over_limit(route, request, services)) {
    exchange.throttled = true;
    return *std::move(refusal);
  }

  if (route.event_handler != nullptr) {
    return http::problem_response(events_need_a_connection(), request.request_id);
  }
  if (route.stream_handler == nullptr) {
    if (request.body.size() > functions::kMaxJsonBodyBytes) {
      return http::problem_response(body_too_large(), request.request_id);
    }
    auto response = route.handler(request, services);
    return response ? *std::move(response) : failure(response.error());
  }
  if (request.body.size() > kMaxFormBodyBytes) {
    return http::problem_response(functions::form_too_large(kMaxFormBodyBytes), request.request_id);
  }
  // A consumer's request has no body: it comes in pieces, here in one.
  const std::string body = std::exchange(request.body, {});
  auto consumer = route.stream_handler(request, services);
  if (!consumer) return failure(consumer.error());
  if (!body.empty()) {
    // False is as good as true here: finish() knows the answer.
    const auto wants_more = (*consumer)->write(std::as_bytes(std::span(body)));
    if (!wants_more) return failure(wants_more.error());
  }
  auto response = (*consumer)->finish();
  return response ? *std::move(response) : failure(response.error());
}

Outcome HttpFunction::encode(Exchange& exchange, http::Response response) {
  const auto complete = [&](http::Response& each) {
    const http::Request& request = exchange.event.request;
    each.headers.set("X-Request-Id", request.request_id);
    for (const auto& [name, value] : http::kFunctionFields) {
      each.headers.add(std::string(name), std::string(value));
    }
    const auto& [name, value] = http::kTransportSecurity;
    each.headers.add(std::string(name), std::string(value));
    for (const auto& [cors_name, cors_value] :
         http::cors_fields(deployment_.options().cors_origins, request)) {
      each.headers.add(std::string(cors_name), std::string(cors_value));
    }
  };
  complete(response);
  auto answer = write_http_answer(exchange.event.format, response);
  if (!answer) {
    response = http::problem_response(answer_too_large(), exchange.event.request.request_id);
    complete(response);
    answer = write_http_answer(exchange.event.format, response);
  }
  AUDMG_ASSERT(answer);
  record(exchange, response, answer->size());
  return *std::move(answer);
}

void HttpFunction::record(const Exchange& exchange, const http::Response& response,
                          std::size_t bytes_out) {
  const http::Request& request = exchange.event.request;
  const auto duration = steady_clock::now() - exchange.started_at;
  const std::string_view function =
      exchange.route != nullptr ? exchange.route->function : std::string_view{};
  deployment_.services().logger.log(
      response.status >= 500 ? telemetry::Level::warning : telemetry::Level::info, "request",
      {{"requestId", std::string_view(request.request_id)},
       {"function", function},
       {"method", http::to_string(request.method)},
       {"status", std::int64_t{response.status}},
       {"durationMs", std::chrono::duration<double, std::milli>(duration).count()},
       {"bytesIn", static_cast<std::int64_t>(exchange.body_bytes)},
       {"bytesOut", static_cast<std::int64_t>(bytes_out)},
       {"userId",
        request.principal ? std::string_view(request.principal->user.text()) : std::string_view{}},
       {"clientAddress", std::string_view(request.client_address)}});
  deployment_.metrics().add_bytes(exchange.body_bytes, bytes_out);
  if (exchange.route == nullptr) return;
  deployment_.metrics().record_invocation(
      {.function = function,
       .duration = duration,
       .error = response.status >= 500 && !exchange.throttled,
       .throttle = exchange.throttled || response.status == 429});
}

}  // namespace audmg::lambda
