// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/media/sandbox/protection.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// Messages from the zygote, which never touches a user's file, to the server.
namespace audmg::media::sandbox {

inline constexpr std::size_t kMaxNoticeBytes = 1024;

// Exit codes of a job that sent no report.
inline constexpr int kExitBadJob = 81;
/// The walls could not be put up although this system supports them: a resource ran out.
inline constexpr int kExitUnconfined = 82;
inline constexpr int kExitNoReport = 83;

/// The way a job's process ended.
struct JobEnd {
  enum class How { exited, killed, not_started };
  How how = How::not_started;
  /// Exit code, signal, or errno.
  int number = 0;
  std::chrono::milliseconds cpu{0};
  std::uint64_t max_resident_kib = 0;
};

/// The only notice on the control socket: the zygote accepts jobs from now on.
struct Hello {
  Protection protection;
  /// The reason why no job can run; "" when jobs can run.
  std::string problem;
};

[[nodiscard]] std::string encode(const Protection& protection);
[[nodiscard]] std::string encode(const Hello& hello);
/// The only notice on a job's socket.
[[nodiscard]] std::string encode(const JobEnd& end);

/// Errors: invalid_argument.
[[nodiscard]] Result<Protection> parse_protection(std::string_view bytes);
[[nodiscard]] Result<Hello> parse_hello(std::string_view bytes);
[[nodiscard]] Result<JobEnd> parse_job_end(std::string_view bytes);

}  // namespace audmg::media::sandbox
