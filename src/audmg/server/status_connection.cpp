// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/status_connection.hpp"

#include "audmg/dispatch/dispatcher.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/problem.hpp"
#include "audmg/server/input_buffer.hpp"
#include "audmg/server/options.hpp"
#include "audmg/server/pool_call.hpp"
#include "audmg/server/request_head.hpp"
#include "audmg/server/response_writer.hpp"
#include "audmg/telemetry/metrics.hpp"

#include <string>
#include <utility>
#include <variant>

namespace audmg::server {
namespace {

using std::chrono::steady_clock;

http::Response exposed(const telemetry::Metrics& metrics) {
  const telemetry::Exposition* const exposition = metrics.exposition();
  if (exposition == nullptr) return http::problem_response(functions::no_such_path(), "");
  http::Response response{.status = 200, .headers = {}, .body = exposition->text()};
  response.headers.add("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
  return response;
}

}  // namespace

StatusConnection::StatusConnection(const StatusSources& sources, EventLoop& loop,
                                   Transport transport)
    : sources_(sources), loop_(loop), transport_(std::move(transport)), hook_(loop.watch(*this)) {}

StatusConnection::~StatusConnection() { loop_.forget(hook_); }

Task<void> StatusConnection::run() {
  const auto deadline = steady_clock::now() + sources_.timeouts.head;
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
  const auto response = co_await respond(input.unread().substr(0, scanner.size()));
  const bool sent = co_await transport_.write_all(last_answer(response), sources_.timeouts.write);
  if (sent) transport_.shut_down_sending();
}

Task<http::Response> StatusConnection::respond(std::string_view head) {
  auto parsed = parse_request_head(head);
  if (!parsed) co_return http::problem_response(parsed.error(), "");
  if (parsed->method != http::Method::get) {
    auto refused = http::problem_response(functions::method_not_allowed(), "");
    refused.headers.add("Allow", "GET");
    co_return refused;
  }
  if (parsed->target == "/metrics") co_return exposed(sources_.metrics);
  dispatch::Call call;
  call.request.path = parsed->target.substr(0, parsed->target.find('?'));
  if (auto admission = sources_.dispatcher.open(call); !admission) {
    co_return std::move(admission).error();
  }
  const auto work = [&] { return sources_.dispatcher.invoke(call); };
  if (call.route->executor == functions::Executor::event_loop) {
    co_return std::get<http::Response>(work());
  }
  auto answer = co_await try_run(loop_, sources_.pool, work);
  if (!answer) co_return http::problem_response(functions::overloaded(), "");
  co_return std::get<http::Response>(*std::move(answer));
}

}  // namespace audmg::server
