// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/function_endpoint.hpp"

#include "audmg/functions/admission.hpp"
#include "audmg/functions/authorizer.hpp"
#include "audmg/functions/failures.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/cors.hpp"
#include "audmg/http/problem.hpp"
#include "audmg/server/body_stream.hpp"
#include "audmg/server/event_stream.hpp"
#include "audmg/server/pool_call.hpp"
#include "audmg/server/response_writer.hpp"

#include <memory>
#include <optional>
#include <utility>

namespace audmg::server {
namespace {

using functions::Auth;
using functions::Executor;
using functions::Route;
using Refusal = std::optional<http::Response>;

http::Response no_function(const Exchange& exchange, std::string allow) {
  if (allow.empty()) return problem(exchange, 404, "not_found", "There is nothing at this path.");
  if (exchange.request.method == http::Method::options) {
    return http::options_response(exchange.context.options.cors_origins, exchange.request, allow);
  }
  auto response =
      problem(exchange, 405, "method_not_allowed", "This path does not know the method.");
  response.headers.add("Allow", std::move(allow));
  return response;
}

/// The web app's answer to what is not the API's.
Refusal site_answer(Exchange& exchange) {
  const auto* const site = exchange.context.options.site;
  if (site == nullptr || exchange.context.router.owns(exchange.request.path)) return std::nullopt;
  auto answer = site->answer(exchange.request);
  if (answer) exchange.function = "site";
  return answer;
}

/// What runs before every function: who is it, and not too often. May block unless the principal is
/// known.
Refusal admit(const Route& route, Exchange& exchange) {
  auto& request = exchange.request;
  auto& services = exchange.context.services;
  if (route.auth == Auth::access_token && !request.principal) {
    const auto field = request.headers.find("Authorization");
    auto principal = functions::authorize(field.value_or(""), services);
    if (!principal && principal.error().code == ErrorCode::invalid_argument) {
      return http::problem_response(functions::unauthorized(), request.request_id);
    }
    if (!principal) {
      return functions::answer_failure(services.logger, route.function, request.request_id,
                                       principal.error());
    }
    request.principal = *std::move(principal);
  }
  auto refusal = functions::refuse_over_limit(route, request, services);
  if (refusal) exchange.throttled = true;
  return refusal;
}

http::Response call(const Route& route, const Exchange& exchange) {
  auto response = route.handler(exchange.request, exchange.context.services);
  if (response) return *std::move(response);
  return functions::answer_failure(exchange.context.services.logger, route.function,
                                   exchange.request.request_id, response.error());
}

/// Either the answer, or what the function opened: who takes the body, where events come from.
template <class Opened>
struct Opening {
  Refusal refusal;
  std::unique_ptr<Opened> opened;
};

template <class Opened>
Opening<Opened> open_route(const Route& route, Exchange& exchange, bool admitted,
                           Result<std::unique_ptr<Opened>> (*handler)(const http::Request&,
                                                                      functions::Services&)) {
  Opening<Opened> opening;
  auto response = functions::guarded(
      exchange.context.services.logger, route.function, exchange.request.request_id, [&] {
        if (!admitted) {
          if (auto refusal = admit(route, exchange)) return *std::move(refusal);
        }
        auto opened = handler(exchange.request, exchange.context.services);
        if (!opened) {
          return functions::answer_failure(exchange.context.services.logger, route.function,
                                           exchange.request.request_id, opened.error());
        }
        opening.opened = *std::move(opened);
        return http::Response{};
      });
  if (!opening.opened) opening.refusal = std::move(response);
  return opening;
}

Task<http::Response> call_streaming(const Route& route, Exchange& exchange, bool admitted) {
  auto opening = co_await try_run(exchange.loop, exchange.context.function_pool, [&] {
    return open_route<http::BodyConsumer>(route, exchange, admitted, route.stream_handler);
  });
  if (!opening) co_return overloaded(exchange);
  if (opening->refusal) co_return *std::move(opening->refusal);
  auto response = co_await stream_body(exchange, std::move(opening->opened));
  co_return response;
}

/// Nothing: the answer has been sent.
Task<Refusal> call_for_events(const Route& route, Exchange& exchange, bool admitted) {
  auto opening = co_await try_run(exchange.loop, exchange.context.function_pool, [&] {
    return open_route<http::EventSource>(route, exchange, admitted, route.event_handler);
  });
  if (!opening) co_return overloaded(exchange);
  if (opening->refusal) co_return std::move(opening->refusal);
  auto refusal = co_await stream_events(exchange, std::move(opening->opened));
  co_return refusal;
}

/// Reads a small body into the request. A response: the body cannot be had.
Task<Refusal> read_body(Exchange& exchange) {
  constexpr std::size_t kLimit = functions::kMaxJsonBodyBytes;
  BodyReader& body = exchange.body;
  if (body.announced_length() <= kLimit) {
    // One byte more than allowed, so that a chunked body over the limit shows.
    exchange.request.body.resize(
        body.is_chunked() ? kLimit + 1 : static_cast<std::size_t>(body.announced_length()));
    const auto size = co_await body.read(std::as_writable_bytes(std::span(exchange.request.body)));
    exchange.request.body.resize(size);
    if (body.state() == BodyReader::State::complete && size <= kLimit) co_return std::nullopt;
    if (body.state() != BodyReader::State::more && body.state() != BodyReader::State::complete) {
      co_return broken_body_response(exchange, body.state());
    }
  }
  co_return problem(exchange, 413, "body_too_large", "The body is larger than 64 KiB.");
}

Task<http::Response> call_with_body(const Route& route, Exchange& exchange, bool admitted) {
  const Context& context = exchange.context;
  if (exchange.body.state() != BodyReader::State::complete) {
    if (!admitted && exchange.body.expects_continue()) {
      // Who waits for our consent must not be told to send a body that is refused then.
      auto refusal = co_await try_run(exchange.loop, context.function_pool,
                                      [&] { return admit(route, exchange); });
      if (!refusal) co_return overloaded(exchange);
      if (*refusal) co_return **std::move(refusal);
      admitted = true;
    }
    auto broken = co_await read_body(exchange);
    if (broken) co_return *std::move(broken);
  }
  const auto answer = [&route, &exchange, admitted] {
    return functions::guarded(exchange.context.services.logger, route.function,
                              exchange.request.request_id, [&] {
                                if (!admitted) {
                                  if (auto refusal = admit(route, exchange))
                                    return *std::move(refusal);
                                }
                                return call(route, exchange);
                              });
  };
  if (route.executor == Executor::event_loop && admitted) co_return answer();
  WorkerPool& pool =
      route.executor == Executor::passwords ? context.password_pool : context.function_pool;
  auto response = co_await try_run(exchange.loop, pool, answer);
  if (!response) co_return overloaded(exchange);
  co_return *std::move(response);
}

/// The route, if nothing stands against it so far.
struct Prepared {
  Refusal refusal;
  const Route* route = nullptr;
  /// Whether admit() has passed already.
  bool admitted = false;
};

/// All that can be done without blocking.
Prepared prepare(Exchange& exchange) {
  auto match = exchange.context.router.find(exchange.request.method, exchange.request.path);
  if (match.route == nullptr) return {.refusal = no_function(exchange, std::move(match.allow))};
  const Route& route = *match.route;
  exchange.function = route.function;
  exchange.carries_password = route.executor == Executor::passwords;
  exchange.request.path_parameters = std::move(match.path_parameters);

  bool admitted = route.auth == Auth::none;
  if (!admitted) {
    const auto field = exchange.request.headers.find("Authorization");
    if (!field)
      return {.refusal =
                  http::problem_response(functions::unauthorized(), exchange.request.request_id)};
    exchange.request.principal = functions::authorize_cached(*field, exchange.context.services);
    admitted = exchange.request.principal.has_value();
  }
  Prepared prepared{.refusal = std::nullopt, .route = &route, .admitted = admitted};
  if (admitted) prepared.refusal = admit(route, exchange);
  return prepared;
}

}  // namespace

Task<bool> serve_function(Exchange& exchange) {
  if (auto page = site_answer(exchange)) {
    const bool sent = co_await send_response(exchange, *std::move(page), HeadKind::site);
    co_return sent;
  }
  auto prepared = prepare(exchange);
  auto response = std::move(prepared.refusal);
  if (!response && prepared.route->event_handler != nullptr) {
    response = co_await call_for_events(*prepared.route, exchange, prepared.admitted);
    if (!response) co_return false;
  } else if (!response && prepared.route->stream_handler != nullptr) {
    response = co_await call_streaming(*prepared.route, exchange, prepared.admitted);
  } else if (!response) {
    response = co_await call_with_body(*prepared.route, exchange, prepared.admitted);
  }
  const bool sent = co_await send_response(exchange, *std::move(response));
  co_return sent;
}

}  // namespace audmg::server
