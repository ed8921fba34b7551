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

/// A connection as the event loop sees it. All calls come on the loop's thread.
class Watched {
 public:
  Watched() = default;
  Watched(const Watched&) = delete;
  Watched& operator=(const Watched&) = delete;
  virtual ~Watched() = default;

  /// Called about once per tick: abandons operations that take too long.
  virtual void enforce_deadline(SteadyTime now) = 0;
  /// Closes if nothing is in progress, because the server is draining.
  virtual void drain() = 0;
  /// Closes, whatever is in progress.
  virtual void abandon() = 0;
};

/// One thread that serves many connections. One coarse timer watches the deadlines of all of them:
/// a timer for each operation would cost more than the operation.
class EventLoop {
 public:
  /// `tick` is the interval between checks of the deadlines; for `max_open_objects` see
  /// OpenObjects.
  EventLoop(std::string name, std::chrono::milliseconds tick, std::size_t max_open_objects);
  /// Calls stop().
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  /// Throws std::system_error when no thread is available.
  void start();
  /// Ends the thread. Precondition: nothing is watched any more. Idempotent.
  void stop();

  [[nodiscard]] asio::io_context& context() noexcept { return context_; }

  // Call the functions below on the loop's thread only.

  using Hook = std::list<Watched*>::iterator;
  [[nodiscard]] Hook watch(Watched& watched);
  void forget(Hook hook);
  void drain_all();
  void abandon_all();

  /// Returns an input buffer of kInputBufferBytes; return it with give_buffer() for reuse.
  [[nodiscard]] std::unique_ptr<char[]> take_buffer();
  void give_buffer(std::unique_ptr<char[]> buffer);

  /// Returns the current time in the format of a Date field.
  [[nodiscard]] std::string_view http_date();
  /// Returns 32 hexadecimal digits, which are not a secret.
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
  /// Declared after the members above, because coroutines that end with it use them.
  asio::io_context context_;
  asio::executor_work_guard<LoopExecutor> work_;
  std::thread thread_;
};

}  // namespace audmg::server
