// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <cstddef>

namespace audmg::lambda {

// Lambda's limits (AWS Lambda developer guide, "Lambda quotas") and ours below them.

/// An event, of any kind. Lambda sends 6 MiB at most; a little more stands for its own envelope.
inline constexpr std::size_t kMaxEventBytes = std::size_t{6} * 1024 * 1024 + 64 * 1024;
inline constexpr std::size_t kMaxEventDepth = 32;
/// An answer as JSON text. Over 6 MiB Lambda drops it and fails the invocation.
inline constexpr std::size_t kMaxAnswerBytes = std::size_t{6} * 1024 * 1024;
/// The body of POST /upload, decoded: what of 6 MiB is left after base64 and the other members.
inline constexpr std::size_t kMaxFormBodyBytes = std::size_t{4} * 1024 * 1024;

// The same as the server's for a request head.
inline constexpr std::size_t kMaxHeaderFields = 100;
inline constexpr std::size_t kMaxHeaderBytes = std::size_t{32} * 1024;
inline constexpr std::size_t kMaxPathBytes = std::size_t{8} * 1024;
inline constexpr std::size_t kMaxQueryBytes = std::size_t{8} * 1024;
inline constexpr std::size_t kMaxQueryParameters = 100;

/// A batch of SQS messages (10,000 is what an event source mapping may ask for).
inline constexpr std::size_t kMaxRecords = 10'000;

/// So long before Lambda ends the process a job is told to stop, so that what it holds is given
/// back in order.
inline constexpr std::chrono::milliseconds kDeadlineMargin{2'000};

}  // namespace audmg::lambda
