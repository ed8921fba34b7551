// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/event_stream.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/dispatch/failure_log.hpp"
#include "audmg/functions/authorizer.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/identity/credential_cache.hpp"
#include "audmg/notification/event_hub.hpp"
#include "audmg/server/limits.hpp"
#include "audmg/server/options.hpp"
#include "audmg/server/pool_call.hpp"
#include "audmg/server/response_writer.hpp"
#include "audmg/server/worker_pool.hpp"
#include "audmg/telemetry/logger.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <string_view>
#include <utility>

namespace audmg::server {
namespace {

using notification::EventHub;
using std::chrono::steady_clock;

/// Delay before clients reconnect (the `retry` field), which is also a first sign of life.
constexpr std::string_view kBeginning = "retry: 2000\n\n";
constexpr std::string_view kHeartbeatText = ":\n\n";

/// Rung by any thread, heard on the loop.
struct Bell {
  std::atomic<bool> rung = false;
  /// Null when the stream has ended. Loop's thread only.
  Transport* transport = nullptr;
};

EventHub::Wake ring(std::shared_ptr<Bell> bell, EventLoop& loop) {
  return [bell = std::move(bell), &loop] {
    // Rung already: the loop has been told and has not looked yet.
    if (bell->rung.exchange(true)) return;
    asio::post(loop.context(), [bell] {
      if (bell->transport != nullptr) bell->transport->interrupt();
    });
  };
}

class EventStream {
 public:
  EventStream(Exchange& exchange, std::unique_ptr<http::EventSource> source,
              std::shared_ptr<Bell> bell)
      : exchange_(exchange), source_(std::move(source)), bell_(std::move(bell)) {
    bell_->transport = &exchange_.transport;
  }
  EventStream(const EventStream&) = delete;
  EventStream& operator=(const EventStream&) = delete;
  ~EventStream() { bell_->transport = nullptr; }

  Task<void> run() {
    bool going = co_await begin();
    while (going) {
      going = co_await send_news();
      if (going) going = co_await wait_for_news();
    }
  }

 private:
  Task<bool> begin() {
    http::Headers headers;
    headers.add("Content-Type", "text/event-stream");
    headers.add("Cache-Control", "no-store");
    // Proxies of the nginx family would hold events back otherwise.
    headers.add("X-Accel-Buffering", "no");
    exchange_.keep_alive = false;
    std::string head = response_head(exchange_, 200, headers, std::nullopt, HeadKind::function);
    head += kBeginning;
    const bool sent = co_await send(head);
    co_return sent;
  }

  Task<bool> send(std::string_view text) {
    const auto stall =
        std::min<std::chrono::milliseconds>(exchange_.context.options.timeouts.write, kEventStall);
    const bool sent = co_await exchange_.transport.write_all(text, stall);
    exchange_.bytes_sent += text.size();
    next_beat_ = steady_clock::now() + exchange_.context.options.timeouts.heartbeat;
    co_return sent;
  }

  /// Only one batch is held at a time: what a slow client has not taken stays in the repository.
  Task<bool> send_news() {
    for (;;) {
      auto batch = co_await server::run(exchange_.loop, exchange_.context.function_pool,
                                        [this] { return source_->read(); });
      if (!batch) {
        dispatch::log_failure(exchange_.call, batch.error(), exchange_.context.services.logger);
        co_return false;
      }
      if (!batch->text.empty()) {
        const bool sent = co_await send(batch->text);
        if (!sent) co_return false;
      }
      if (!batch->more) co_return true;
      const bool live = co_await is_live();
      if (!live || exchange_.context.draining) co_return false;
    }
  }

  /// True: look for news. Without a sign of them too, now and then, in case that one was lost.
  Task<bool> wait_for_news() {
    for (;;) {
      const bool live = co_await is_live();
      // After the look-up, because whoever told us meanwhile found nobody waiting.
      if (!live || exchange_.context.draining) co_return false;
      if (bell_->rung.exchange(false) || is_time_to_look()) co_return true;
      if (steady_clock::now() >= next_beat_) {
        const bool sent = co_await send(kHeartbeatText);
        co_return sent;
      }
      // Until the bell, or the loop's next tick.
      const bool readable = co_await exchange_.transport.wait_interruptible(steady_clock::now());
      if (exchange_.transport.is_abandoned()) co_return false;
      if (readable && !is_silent()) co_return false;
    }
  }

  bool is_time_to_look() {
    const auto interval = exchange_.context.services.policies.news_interval;
    if (interval.count() == 0 || steady_clock::now() < next_look_) return false;
    next_look_ = steady_clock::now() + interval;
    return true;
  }

  /// Returns whether a socket that woke us has no data except, perhaps, records of TLS itself. A
  /// client that has closed is done; one that sends during its response is disconnected.
  bool is_silent() {
    std::array<std::byte, 1> byte;
    const Moved moved = exchange_.transport.read_now(byte);
    return moved.state == Moved::State::wait_read || moved.state == Moved::State::wait_write;
  }

  /// Returns whether the user may still see this. Costs nothing until credentials are revoked in
  /// this process; revocations elsewhere are noticed after kCredentialCheck.
  Task<bool> is_live() {
    const auto& services = exchange_.context.services;
    if (services.clock.now() >= exchange_.call.request.principal->token_expires_at) co_return false;
    const auto revocations = services.credential_cache.revocations();
    const auto now = steady_clock::now();
    if (revocations == revocations_seen_ && now < next_check_) co_return true;
    revocations_seen_ = revocations;
    next_check_ = now + kCredentialCheck;
    const bool live = co_await server::run(exchange_.loop, exchange_.context.function_pool, [&] {
      const auto field = exchange_.call.request.headers.find("Authorization");
      const auto principal = functions::authorize(field.value_or(""), services);
      // A database that cannot reply now is not a reason to disconnect everybody.
      return principal || principal.error().code != ErrorCode::invalid_argument;
    });
    co_return live;
  }

  Exchange& exchange_;
  std::unique_ptr<http::EventSource> source_;
  std::shared_ptr<Bell> bell_;
  SteadyTime next_beat_{};
  SteadyTime next_check_{};
  SteadyTime next_look_{};
  std::uint64_t revocations_seen_ = 0;
};

}  // namespace

Task<std::optional<http::Response>> stream_events(Exchange& exchange,
                                                  std::unique_ptr<http::EventSource> source) {
  auto bell = std::make_shared<Bell>();
  // Before the first look for news, so that none falls between.
  const auto subscription = exchange.context.services.event_hub.subscribe(
      exchange.call.request.principal->user, ring(bell, exchange.loop));
  if (!subscription) {
    exchange.call.throttled = true;
    co_return problem_response(exchange, functions::too_many_streams());
  }
  EventStream stream(exchange, std::move(source), std::move(bell));
  co_await stream.run();
  co_return std::nullopt;
}

}  // namespace audmg::server
