// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/function_endpoint.hpp"

#include "audmg/dispatch/dispatcher.hpp"
#include "audmg/functions/app_address.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/server/body_stream.hpp"
#include "audmg/server/event_stream.hpp"
#include "audmg/server/options.hpp"
#include "audmg/server/pool_call.hpp"
#include "audmg/server/response_writer.hpp"
#include "audmg/server/worker_pool.hpp"
#include "audmg/site/named_address.hpp"
#include "audmg/site/site.hpp"
#include "audmg/site/trust_pages.hpp"

#include <memory>
#include <optional>
#include <utility>
#include <variant>

namespace audmg::server {
namespace {

using dispatch::Admission;
using dispatch::Answer;
using functions::Executor;

/// Returns the web app's response to a path outside the API.
std::optional<http::Response> site_answer(Exchange& exchange) {
  const auto* const site = exchange.context.options.site;
  const http::Request& request = exchange.call.request;
  if (const auto* const pages = exchange.context.options.trust_pages;
      pages != nullptr &&
      (request.method == http::Method::get || request.method == http::Method::head)) {
    if (auto page = pages->find(request.path)) {
      exchange.call.function = "site";
      return page;
    }
  }
  if (site == nullptr || exchange.context.dispatcher.owns(request.path)) return std::nullopt;
  auto answer = site->answer(request);
  if (!answer) return std::nullopt;
  exchange.call.function = "site";
  const std::string app_address = exchange.context.services.app_address.url();
  if (auto address = site::named_address(request, app_address)) {
    constexpr int kTemporaryRedirect = 307;
    answer = http::Response{.status = kTemporaryRedirect, .headers = {}, .body = {}};
    answer->headers.add("Location", *std::move(address));
  }
  return answer;
}

/// Reads a small body into the request; on failure returns the response that says why.
Task<Admission> read_body(Exchange& exchange) {
  constexpr std::size_t kLimit = http::kMaxJsonBodyBytes;
  BodyReader& body = exchange.body;
  std::string& text = exchange.call.request.body;
  if (body.announced_length() <= kLimit) {
    // One byte more than allowed, so that a chunked body over the limit shows.
    text.resize(body.is_chunked() ? kLimit + 1 : static_cast<std::size_t>(body.announced_length()));
    const auto size = co_await body.read(std::as_writable_bytes(std::span(text)));
    text.resize(size);
    if (body.state() == BodyReader::State::complete && size <= kLimit) co_return Admission();
    if (body.state() != BodyReader::State::more && body.state() != BodyReader::State::complete) {
      co_return std::unexpected(broken_body_response(exchange, body.state()));
    }
  }
  co_return std::unexpected(problem_response(exchange, functions::body_too_large()));
}

/// Reads the body for a function that takes it in one piece.
Task<Admission> take_body(Exchange& exchange) {
  if (exchange.body.state() == BodyReader::State::complete) co_return Admission();
  if (exchange.body.expects_continue() && !exchange.call.admitted) {
    // A client that waits for our consent must not be told to send a body that is refused then.
    auto admission = co_await try_run(exchange.loop, exchange.context.function_pool, [&] {
      return exchange.context.dispatcher.admit(exchange.call);
    });
    if (!admission) co_return std::unexpected(overloaded(exchange));
    if (!*admission) co_return *std::move(admission);
  }
  auto body = co_await read_body(exchange);
  co_return body;
}

Task<Answer> invoke(Exchange& exchange) {
  const Context& context = exchange.context;
  const Executor executor = exchange.call.route->executor;
  const auto work = [&exchange] { return exchange.context.dispatcher.invoke(exchange.call); };
  if (executor == Executor::event_loop && exchange.call.admitted) co_return work();
  WorkerPool& pool =
      executor == Executor::passwords ? context.password_pool : context.function_pool;
  auto answer = co_await try_run(exchange.loop, pool, work);
  if (!answer) co_return overloaded(exchange);
  co_return *std::move(answer);
}

Task<Answer> function_answer(Exchange& exchange) {
  auto admission = exchange.context.dispatcher.open(exchange.call);
  if (!admission) co_return std::move(admission).error();
  if (std::holds_alternative<functions::RespondHandler>(exchange.call.route->handler)) {
    auto body = co_await take_body(exchange);
    if (!body) co_return std::move(body).error();
  }
  auto answer = co_await invoke(exchange);
  co_return answer;
}

}  // namespace

Task<bool> serve_function(Exchange& exchange) {
  if (auto page = site_answer(exchange)) {
    const bool sent = co_await send_response(exchange, *std::move(page), HeadKind::site);
    co_return sent;
  }
  auto answer = co_await function_answer(exchange);
  if (auto* source = std::get_if<std::unique_ptr<http::EventSource>>(&answer)) {
    auto refusal = co_await stream_events(exchange, std::move(*source));
    if (!refusal) co_return false;
    answer = *std::move(refusal);
  } else if (auto* consumer = std::get_if<std::unique_ptr<functions::BodyConsumer>>(&answer)) {
    answer = co_await stream_body(exchange, std::move(*consumer));
  }
  const bool sent = co_await send_response(exchange, std::get<http::Response>(std::move(answer)));
  co_return sent;
}

}  // namespace audmg::server
