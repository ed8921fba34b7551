// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <cstddef>

namespace audmg::lambda {

// Lambda's limits (AWS Lambda developer guide, "Lambda quotas") and our limits below them.

/// Largest event of any kind. Lambda sends 6 MiB at most; the rest is for its own envelope.
inline constexpr std::size_t kMaxEventBytes = std::size_t{6} * 1024 * 1024 + 64 * 1024;
inline constexpr std::size_t kMaxEventDepth = 32;
/// Largest answer as JSON text. Lambda drops an answer over 6 MiB and fails the invocation.
inline constexpr std::size_t kMaxAnswerBytes = std::size_t{6} * 1024 * 1024;
/// Largest decoded body of POST /upload: the part of 6 MiB that remains after base64 and the other
/// members.
inline constexpr std::size_t kMaxFormBodyBytes = std::size_t{4} * 1024 * 1024;

// The same limits as the server's for a request head.
inline constexpr std::size_t kMaxHeaderFields = 100;
inline constexpr std::size_t kMaxHeaderBytes = std::size_t{32} * 1024;
inline constexpr std::size_t kMaxPathBytes = std::size_t{8} * 1024;
inline constexpr std::size_t kMaxQueryBytes = std::size_t{8} * 1024;
inline constexpr std::size_t kMaxQueryParameters = 100;

/// Most SQS messages in a batch (an event source mapping may request up to 10,000).
inline constexpr std::size_t kMaxRecords = 10'000;

/// A job is told to stop this long before Lambda ends the process, so that it can return its
/// resources in order.
inline constexpr std::chrono::milliseconds kDeadlineMargin{2'000};

/// No call to a service of AWS is waited for in the last part of an invocation, so that the
/// function answers, and logs, before Lambda ends the process.
inline constexpr std::chrono::milliseconds kCallMargin{500};
/// When an invocation has only this much time left, the log says so: it may be the last line.
inline constexpr std::chrono::milliseconds kLastWordMargin{200};
/// API Gateway waits no longer for an answer (HTTP APIs: 30 s; REST APIs: 29 s).
inline constexpr std::chrono::milliseconds kGatewayTimeout{29'000};

/// Time until a message comes again whose function was ended; its lease is renewed meanwhile.
inline constexpr std::chrono::seconds kJobLease{90};

}  // namespace audmg::lambda
