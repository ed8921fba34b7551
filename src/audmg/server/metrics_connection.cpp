// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/metrics_connection.hpp"

#include "audmg/server/input_buffer.hpp"
#include "audmg/server/options.hpp"
#include "audmg/server/request_head.hpp"
#include "audmg/telemetry/metrics.hpp"

#include <string>
#include <utility>

namespace audmg::server {
namespace {

using std::chrono::steady_clock;

std::string answer_to(std::string_view head, const telemetry::Exposition* exposition) {
  const auto parsed = parse_request_head(head);
  const bool good = exposition != nullptr && parsed && parsed->method == http::Method::get &&
                    parsed->target == "/metrics";
  const std::string body = good ? exposition->text() : "Only GET /metrics is served here.\n";
  std::string answer = good ? "HTTP/1.1 200 OK\r\n" : "HTTP/1.1 404 Not Found\r\n";
  answer += good ? "Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n"
                 : "Content-Type: text/plain\r\n";
  answer += "Connection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  return answer + body;
}

}  // namespace

MetricsConnection::MetricsConnection(const Context& context, EventLoop& loop, Transport transport)
    : context_(context), loop_(loop), transport_(std::move(transport)), hook_(loop.watch(*this)) {}

MetricsConnection::~MetricsConnection() { loop_.forget(hook_); }

Task<void> MetricsConnection::run() {
  const auto& timeouts = context_.options.timeouts;
  const auto deadline = steady_clock::now() + timeouts.head;
  InputBuffer input(loop_);
  HeadScanner scanner;
  for (;;) {
    const auto state = scanner.scan(input.unread());
    if (state == HeadScanner::State::complete) break;
    if (state != HeadScanner::State::incomplete) co_return;
    const Moved moved = transport_.read_now(input.room());
    if (moved.state == Moved::State::done) {
      input.fill(moved.bytes);
      continue;
    }
    if (moved.state != Moved::State::wait_read) co_return;
    const bool ready = co_await transport_.wait(moved.state, deadline);
    if (!ready) co_return;
  }
  const std::string answer =
      answer_to(input.unread().substr(0, scanner.size()), context_.metrics.exposition());
  const bool sent = co_await transport_.write_all(answer, timeouts.write);
  if (sent) transport_.shut_down_sending();
}

}  // namespace audmg::server
