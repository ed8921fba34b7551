// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/server/open_objects.hpp"
#include "audmg/server/task.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace audmg::server {

using SteadyTime = std::chrono::steady_clock::time_point;

/// What an event loop knows of a connection. All calls come on the loop's thread.
class Watched {
 public:
  Watched() = default;
  Watched(const Watched&) = delete;
  Watched& operator=(const Watched&) = delete;
  virtual ~Watched() = default;

  /// Called about once a tick: give up what takes too long.
  virtual void enforce_deadline(SteadyTime now) = 0;
  /// The server is draining: close if nothing is under way.
  virtual void drain() = 0;
  /// Close whatever is under way.
  virtual void abandon() = 0;
};

/// One thread that serves many connections. One coarse timer watches the deadlines of all of them:
/// a timer for each operation would cost more than the operation.
class EventLoop {
 public:
  /// `tick`: how often deadlines are looked at; `max_open_objects`: see OpenObjects.
  EventLoop(std::string name, std::chrono::milliseconds tick, std::size_t max_open_objects);
  /// Ends as stop() does.
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  /// Throws std::system_error when the thread cannot be had.
  void start();
  /// Ends the thread. Nothing may be watched any more. Idempotent.
  void stop();

  [[nodiscard]] asio::io_context& context() noexcept { return context_; }

  // Everything below: on the loop's thread only.

  using Hook = std::list<Watched*>::iterator;
  [[nodiscard]] Hook watch(Watched& watched);
  void forget(Hook hook);
  void drain_all();
  void abandon_all();

  /// An input buffer of kInputBufferBytes; give it back for the next connection.
  [[nodiscard]] std::unique_ptr<char[]> take_buffer();
  void give_buffer(std::unique_ptr<char[]> buffer);

  /// Now, as a Date field has it.
  [[nodiscard]] std::string_view http_date();
  /// 32 hexadecimal digits, not a secret.
  [[nodiscard]] std::string make_request_id();
  [[nodiscard]] OpenObjects& open_objects() noexcept { return open_objects_; }

 private:
  void run_until_stopped() noexcept;
  Task<void> tick_for_ever();

  const std::string name_;
  const std::chrono::milliseconds tick_;
  std::list<Watched*> watched_;
  std::vector<std::unique_ptr<char[]>> spare_buffers_;
  OpenObjects open_objects_;
  std::int64_t date_second_ = 0;
  std::string date_;
  std::uint64_t id_state_[2] = {};
  /// After what is above: coroutines that end with it use that.
  asio::io_context context_;
  asio::executor_work_guard<LoopExecutor> work_;
  std::thread thread_;
};

}  // namespace audmg::server
