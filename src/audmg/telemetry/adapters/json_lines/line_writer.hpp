// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace audmg::telemetry {

/// A line leaves the process after at most this time.
inline constexpr std::chrono::milliseconds kMaxLineAge{200};
/// This many waiting bytes are written without waiting for that time.
inline constexpr std::size_t kWriteBytes = std::size_t{64} * 1024;
/// Most memory that a reader of our output costs when it stops reading; lines beyond that are
/// dropped and counted.
inline constexpr std::size_t kMaxWaitingBytes = std::size_t{8} * 1024 * 1024;
/// flush() and the destructor give up on such a reader after this time.
inline constexpr std::chrono::milliseconds kFlushTimeout{2000};

/// Collects lines and writes them to a descriptor on a thread of its own, so that callers that log
/// never wait for a disk or a pipe. Lines are written whole and in the order of append().
/// Thread-safe.
class LineWriter {
 public:
  /// The descriptor must outlive the writer; it is not closed.
  explicit LineWriter(int descriptor);
  ~LineWriter();
  LineWriter(const LineWriter&) = delete;
  LineWriter& operator=(const LineWriter&) = delete;

  /// `line` ends in "\n". May throw std::bad_alloc.
  void append(std::string_view line);
  /// Writes everything appended so far, from the calling thread.
  void flush();
  /// Returns the number of lines dropped since the last call because the reader did not keep up.
  [[nodiscard]] std::uint64_t take_dropped();

 private:
  void run();
  /// Returns false when patience ended first.
  bool write_waiting(std::chrono::milliseconds patience);
  [[nodiscard]] bool write_some(std::chrono::steady_clock::time_point deadline);

  const int descriptor_;
  const std::size_t chunk_bytes_;
  std::mutex write_mutex_;  // taken before mutex_; held while bytes go out
  std::string writing_;
  std::size_t written_ = 0;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::string waiting_;
  std::uint64_t dropped_ = 0;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace audmg::telemetry
