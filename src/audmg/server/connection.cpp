// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/connection.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/core/text.hpp"
#include "audmg/core/wipe.hpp"
#include "audmg/dispatch/call_record.hpp"
#include "audmg/dispatch/dispatcher.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/target.hpp"
#include "audmg/server/client_address.hpp"
#include "audmg/server/function_endpoint.hpp"
#include "audmg/server/limits.hpp"
#include "audmg/server/object_endpoint.hpp"
#include "audmg/server/options.hpp"
#include "audmg/server/plain_answer.hpp"
#include "audmg/server/response_writer.hpp"
#include "audmg/telemetry/logger.hpp"
#include "audmg/telemetry/metrics.hpp"

#include <boost/asio/post.hpp>

#include <exception>
#include <utility>

namespace audmg::server {

using std::chrono::steady_clock;

// Here and in the other coroutines of this folder, a preceding statement makes every value that a
// co_await expression takes by value. g++ 12 destroys some temporaries of such expressions twice
// (GCC bug 99576 and related bugs).

namespace {

std::expected<http::Target, http::TargetError> object_target(std::string_view sent) {
  return http::Target{std::string(sent.substr(0, sent.find('?'))), {}, sent};
}

/// Returns the response to a head that did not end well.
http::Problem problem_of(HeadScanner::State state) {
  if (state == HeadScanner::State::incomplete) return functions::request_timeout("request");
  if (state == HeadScanner::State::too_large) return functions::headers_too_large();
  return functions::bad_request("The request is not valid HTTP/1.1.");
}

}  // namespace

Connection::Connection(const Context& context, EventLoop& loop, Transport transport,
                       const AddressBytes& peer)
    : context_(context),
      loop_(loop),
      transport_(std::move(transport)),
      input_(loop),
      peer_(peer),
      peer_text_(format_address(peer)),
      hook_(loop.watch(*this)) {}

Connection::~Connection() { loop_.forget(hook_); }

void Connection::drain() {
  if (idle_) return transport_.abandon();
  transport_.interrupt();
}

Task<void> Connection::run() {
  const auto deadline = steady_clock::now() + context_.options.timeouts.head;
  if (transport_.is_tls()) {
    idle_ = true;
    const bool begins_tls = co_await transport_.begins_tls(deadline);
    idle_ = false;
    if (!begins_tls) {
      const bool is_silent = transport_.timed_out() || transport_.is_abandoned();
      if (!is_silent) co_await answer_plainly(deadline);
      co_return;
    }
  }
  const bool ready = co_await transport_.handshake(deadline);
  if (!ready) co_return;
  Next next = Next::keep;
  for (int served = 0; next == Next::keep; ++served) {
    if (input_.empty()) {
      const bool request_comes = co_await wait_for_request(served == 0);
      if (!request_comes) co_return;
    } else if (served % kRequestsPerTurn == 0) {
      co_await asio::post(loop_.context(), kAwait);
    }
    next = co_await serve_request();
  }
  co_await close(next == Next::close_after_drain);
}

/// Answers the one request of a client that does not speak TLS and should.
Task<void> Connection::answer_plainly(SteadyTime deadline) {
  HeadScanner scanner;
  const auto state = co_await receive_head(scanner, deadline);
  if (state != HeadScanner::State::complete) co_return;
  const auto head = parse_request_head(input_.unread().substr(0, scanner.size()));
  input_.consume(scanner.size());
  const auto response = head ? plain_answer(*head, context_.options.trust_pages)
                             : http::problem_response(head.error(), "");
  const auto method = head ? head->method.value_or(http::Method::get) : http::Method::get;
  const std::string answer = last_answer(response, method);
  const bool sent = co_await transport_.write_all(answer, context_.options.timeouts.write);
  if (sent) co_await close(true);
}

Task<bool> Connection::wait_for_request(bool first) {
  if (transport_.has_pending()) co_return true;
  if (context_.draining) co_return false;
  input_.release();
  const auto& timeouts = context_.options.timeouts;
  const auto deadline = steady_clock::now() + (first ? timeouts.head : timeouts.idle);
  idle_ = true;
  bool ready = false;
  if (transport_.is_tls()) {
    ready = co_await transport_.wait(Moved::State::wait_read, deadline);
  } else {
    const auto received = co_await transport_.receive(input_.room(), deadline);
    input_.fill(received);
    ready = received > 0;
  }
  idle_ = false;
  co_return ready;
}

Task<Connection::Next> Connection::serve_request() {
  const auto started_at = steady_clock::now();
  HeadScanner scanner;
  const auto state = co_await receive_head(scanner, started_at + context_.options.timeouts.head);
  if (state == HeadScanner::State::incomplete && !transport_.timed_out()) co_return Next::close;
  if (state != HeadScanner::State::complete) {
    auto problem = problem_of(state);
    const auto next = co_await refuse(std::move(problem), started_at);
    co_return next;
  }
  auto head = parse_request_head(input_.unread().substr(0, scanner.size()));
  input_.consume(scanner.size());
  if (!head) {
    auto problem = std::move(head).error();
    const auto next = co_await refuse(std::move(problem), started_at);
    co_return next;
  }
  const auto next = co_await serve(*std::move(head), started_at);
  co_return next;
}

/// incomplete: the client has closed or is too slow.
Task<HeadScanner::State> Connection::receive_head(HeadScanner& scanner, SteadyTime deadline) {
  // Some clients send a line end too many after a body (RFC 9112 section 2.2).
  bool begun = false;
  for (;;) {
    while (!begun && input_.unread().starts_with("\r\n")) input_.consume(2);
    begun = begun || (!input_.empty() && input_.unread() != "\r");
    if (begun) {
      const auto state = scanner.scan(input_.unread());
      if (state != HeadScanner::State::incomplete) co_return state;
    }
    const Moved moved = transport_.read_now(input_.room());
    if (moved.state == Moved::State::done) {
      input_.fill(moved.bytes);
      continue;
    }
    if (moved.state != Moved::State::wait_read && moved.state != Moved::State::wait_write) break;
    const bool ready = co_await transport_.wait(moved.state, deadline);
    if (!ready) break;
  }
  co_return HeadScanner::State::incomplete;
}

std::string Connection::client_of(const http::Headers& headers) const {
  // Some proxies add a field of their own behind the one that the client has sent: fields of one
  // name are one list (RFC 9110 section 5.3), of which the end counts.
  std::string forwarded_for;
  for (const auto& [name, value] : headers.fields()) {
    if (!equals_ignore_case(name, "X-Forwarded-For")) continue;
    if (!forwarded_for.empty()) forwarded_for += ',';
    forwarded_for += value;
  }
  return forwarded_for.empty() ? peer_text_ : context_.proxies.client(peer_, forwarded_for);
}

Task<Connection::Next> Connection::serve(RequestHead head, SteadyTime started_at) {
  // The signature check reads signed targets exactly as they were sent.
  const bool is_object = head.target.starts_with(kObjectsPath);
  auto target = is_object ? object_target(head.target) : http::parse_target(head.target);
  if (!target) {
    auto problem = functions::bad_request("The target of the request is not valid.");
    const auto next = co_await refuse(std::move(problem), started_at);
    co_return next;
  }
  Exchange exchange(context_, loop_, transport_, input_, head, started_at);
  exchange.call.request.client_address = client_of(head.headers);
  exchange.keep_alive = head.keep_alive;
  exchange.call.request.method = *head.method;
  exchange.call.request.path = std::move(target->path);
  exchange.call.request.query = std::move(target->query);
  exchange.call.request.target = std::string(target->sent);
  exchange.call.request.headers = std::move(head.headers);

  bool sent = false;
  std::exception_ptr thrown;
  try {
    sent = co_await answer(exchange);
  } catch (...) {
    thrown = std::current_exception();
  }
  if (thrown) {
    // The last resort: whatever was forgotten must not take other connections with it.
    auto response = context_.dispatcher.settle(exchange.call, thrown);
    exchange.keep_alive = false;
    if (exchange.status == 0) sent = co_await send_response(exchange, std::move(response));
  }
  record(exchange);
  if (exchange.call.carries_password()) {
    wipe(exchange.call.request.body);
    input_.wipe_consumed();
  }
  if (!sent) co_return Next::close;
  if (exchange.keep_alive) co_return Next::keep;
  co_return exchange.body.state() == BodyReader::State::complete ? Next::close
                                                                 : Next::close_after_drain;
}

void Connection::record(const Exchange& exchange) const {
  dispatch::record_call(exchange.call,
                        {.status = exchange.status,
                         .duration = steady_clock::now() - exchange.started_at,
                         .bytes_in = exchange.body.bytes_read(),
                         .bytes_out = exchange.bytes_sent},
                        context_.services.logger, context_.metrics);
}

/// Not a coroutine itself, which would cost a frame for each request.
Task<bool> Connection::answer(Exchange& exchange) {
  if (exchange.call.request.path.starts_with(kObjectsPath)) return serve_object(exchange);
  return serve_function(exchange);
}

/// Responds to bytes that are not a request, and gives up the connection, because the start of the
/// next request is unknown.
Task<Connection::Next> Connection::refuse(http::Problem problem, SteadyTime started_at) {
  Exchange exchange(context_, loop_, transport_, input_, RequestHead{}, started_at);
  exchange.call.request.client_address = client_of({});
  exchange.keep_alive = false;
  auto response = http::problem_response(problem, exchange.call.request.request_id);
  const bool sent = co_await send_response(exchange, std::move(response));
  record(exchange);
  co_return sent ? Next::close_after_drain : Next::close;
}

/// `discard` means that the client may still be sending. Closing now would make its kernel discard
/// our response unread, so incoming bytes are dropped for a bounded time.
Task<void> Connection::close(bool discard) {
  transport_.shut_down_sending();
  if (!discard) co_return;
  input_.consume(input_.unread().size());
  input_.enlarge();
  const auto deadline = steady_clock::now() + kDiscardTimeout;
  std::size_t discarded = 0;
  while (discarded < kMaxDiscardedBytes) {
    const Moved moved = transport_.read_now(input_.room());
    if (moved.state == Moved::State::done) {
      discarded += moved.bytes;
      continue;
    }
    if (moved.state != Moved::State::wait_read && moved.state != Moved::State::wait_write) {
      co_return;
    }
    const bool ready = co_await transport_.wait(moved.state, deadline);
    if (!ready) co_return;
  }
}

}  // namespace audmg::server
