// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/descriptor.hpp"
#include "audmg/core/result.hpp"
#include "audmg/media/sandbox/notice.hpp"
#include "audmg/media/sandbox/program.hpp"
#include "audmg/telemetry/logger.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

namespace audmg::media::sandbox {

/// Longest time that a zygote may take to load its libraries.
inline constexpr std::chrono::seconds kStartTimeout{20};

/// Starts one zygote and ends it, for doctor. Errors: unavailable, with the reason.
[[nodiscard]] Result<Protection> try_program(const ProgramSource& source);

/// Keeps one zygote running: starts it, and restarts it when it ends, with a delay that grows with
/// repeated failures. Thread-safe.
class ZygoteKeeper {
 public:
  /// Throws std::system_error when a thread or descriptor is not available.
  ZygoteKeeper(ProgramSource source, telemetry::Logger& logger);
  ~ZygoteKeeper();
  ZygoteKeeper(const ZygoteKeeper&) = delete;
  ZygoteKeeper& operator=(const ZygoteKeeper&) = delete;

  /// Passes a job to the zygote; waits some seconds when there is none. Returns the number of that
  /// zygote. Errors: unavailable.
  [[nodiscard]] Result<std::uint64_t> submit(std::string_view frame,
                                             std::span<const int> descriptors,
                                             const std::stop_token& stop);
  /// Replaces the zygote of that number, because it does not obey.
  void replace(std::uint64_t zygote);

  /// Process id of the zygote; -1 while there is none.
  [[nodiscard]] pid_t process() const;

 private:
  void run(const std::stop_token& stop);
  /// Blocks until that zygote ends; returns whether it completed its handshake.
  bool keep_one(const std::stop_token& stop);
  bool try_to_keep_one(const std::stop_token& stop) noexcept;
  void serve(Program& program, const Hello& hello, const std::stop_token& stop);
  void wake();
  void sleep_again();
  void note_failure(const std::string& reason);

  const ProgramSource source_;
  telemetry::Logger& logger_;
  Descriptor wake_;

  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::uint64_t number_ = 0;  ///< number of the latest zygote
  int control_ = -1;          ///< -1 unless it accepts jobs
  pid_t process_ = -1;        ///< -1 unless it accepts jobs
  bool replace_ = false;
  std::string last_failure_;

  /// Lives as long as the keeper: the zygote is killed when the thread that started it ends.
  std::jthread thread_;
};

}  // namespace audmg::media::sandbox
