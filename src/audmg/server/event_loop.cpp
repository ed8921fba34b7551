// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/event_loop.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/core/hex.hpp"
#include "audmg/core/result.hpp"
#include "audmg/server/limits.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>

#include <pthread.h>
#include <sys/random.h>
#include <time.h>

#include <utility>

namespace audmg::server {
namespace {

constexpr std::size_t kMaxSpareBuffers = 64;

using Timer =
    asio::basic_waitable_timer<std::chrono::steady_clock,
                               asio::wait_traits<std::chrono::steady_clock>, LoopExecutor>;

/// splitmix64: turns a counter into digits that look unlike those of its neighbours.
std::uint64_t scramble(std::uint64_t x) noexcept {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

}  // namespace

EventLoop::EventLoop(std::string name, std::chrono::milliseconds tick, std::size_t max_open_objects)
    : name_(std::move(name)),
      tick_(tick),
      open_objects_(max_open_objects),
      context_(1),
      work_(context_.get_executor()) {
  AUDMG_ASSERT(getrandom(id_state_, sizeof id_state_, 0) == sizeof id_state_);
}

EventLoop::~EventLoop() { stop(); }

void EventLoop::start() {
  asio::co_spawn(context_.get_executor(), tick_for_ever(), asio::detached);
  thread_ = std::thread([this] {
    pthread_setname_np(pthread_self(), name_.c_str());
    run_until_stopped();
  });
}

void EventLoop::run_until_stopped() noexcept {
  for (;;) {
    try {
      context_.run();
      return;
    } catch (...) {
      // A handler could not have the memory it needed. It has let go of what it held (a connection
      // that was about to begin, say), and the others go on.
    }
  }
}

void EventLoop::stop() {
  if (!thread_.joinable()) return;
  context_.stop();
  thread_.join();
}

EventLoop::Hook EventLoop::watch(Watched& watched) {
  return watched_.insert(watched_.end(), &watched);
}

void EventLoop::forget(Hook hook) { watched_.erase(hook); }

void EventLoop::drain_all() {
  for (Watched* watched : watched_) watched->drain();
}

void EventLoop::abandon_all() {
  for (Watched* watched : watched_) watched->abandon();
}

std::unique_ptr<char[]> EventLoop::take_buffer() {
  if (spare_buffers_.empty()) return std::make_unique_for_overwrite<char[]>(kInputBufferBytes);
  auto buffer = std::move(spare_buffers_.back());
  spare_buffers_.pop_back();
  return buffer;
}

void EventLoop::give_buffer(std::unique_ptr<char[]> buffer) {
  if (spare_buffers_.size() < kMaxSpareBuffers) spare_buffers_.push_back(std::move(buffer));
}

std::string_view EventLoop::http_date() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME_COARSE, &now);
  if (now.tv_sec != date_second_) {
    date_second_ = now.tv_sec;
    date_ = format_http_date(TimePoint{std::chrono::seconds{now.tv_sec}});
  }
  return date_;
}

std::string EventLoop::make_request_id() {
  std::string id(32, '0');
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < id.size(); ++i) {
    if (i % 16 == 0) bits = scramble(id_state_[i / 16] += 0x9e3779b97f4a7c15U);
    id[i] = hex_digit(static_cast<unsigned>(bits >> (i % 16 * 4)));
  }
  return id;
}

Task<void> EventLoop::tick_for_ever() {
  Timer timer(context_);
  for (;;) {
    timer.expires_after(tick_);
    boost::system::error_code error;
    co_await timer.async_wait(asio::redirect_error(kAwait, error));
    try {
      const auto now = std::chrono::steady_clock::now();
      // A deadline only cancels; the connection takes itself off the list later.
      for (Watched* watched : watched_) watched->enforce_deadline(now);
      open_objects_.close_unused(now);
    } catch (...) {
      // Without memory for one of them, the next tick tries all of them again.
    }
  }
}

}  // namespace audmg::server
