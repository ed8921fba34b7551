// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

/// What protects the server from slow, huge and endless requests. Times that a test wants shorter
/// are in Timeouts (server.hpp).
namespace audmg::server {

/// Bytes from the method through the CRLF of the request line.
inline constexpr std::size_t kMaxRequestLineBytes = 8 * 1024;
/// Bytes from the method through the empty line.
inline constexpr std::size_t kMaxHeadBytes = 32 * 1024;
inline constexpr std::size_t kMaxHeaderFields = 100;
/// One chunk-size line with its extensions, or the trailer section.
inline constexpr std::size_t kMaxChunkLineBytes = 4 * 1024;

/// What every connection has for input, also when it is idle: 10,000 of them take 10 MiB.
inline constexpr std::size_t kIdleInputBytes = 1024;
/// The input buffer of a connection that needs more; it grows to hold kMaxHeadBytes.
inline constexpr std::size_t kInputBufferBytes = 16 * 1024;
/// Each of the two buffers of a streamed body. Memory is touched only as bytes come. 100 MiB
/// uploads reach 1.2 times the speed that 256 KiB give.
inline constexpr std::size_t kBodyBufferBytes = 1024 * 1024;
/// A body at least: so many bytes a second on average, once the time for one silence is over.
inline constexpr std::uint64_t kMinBodyBytesPerSecond = 1024;

/// After an answer that came before the body: so much of it is read and dropped, so that the client
/// sees the answer instead of a reset.
inline constexpr std::size_t kMaxDiscardedBytes = 16 * 1024 * 1024;
inline constexpr std::chrono::seconds kDiscardTimeout{5};

/// One sendfile call; other connections get their turn after it.
inline constexpr std::size_t kSendfileSliceBytes = 4 * 1024 * 1024;
/// Objects and ranges up to this size go out in one write with their head.
inline constexpr std::size_t kSmallObjectBytes = 32 * 1024;
/// One read when bytes must pass through memory (TLS, stores without a descriptor).
inline constexpr std::size_t kReadSliceBytes = 64 * 1024;
/// How long an event loop keeps an object open after its last use.
inline constexpr std::chrono::seconds kOpenObjectLifetime{5};

/// A client that takes nothing of a stream of events for so long is cut; it comes again and
/// resumes.
inline constexpr std::chrono::seconds kEventStall{15};
/// How often the credentials of a stream are looked up when nothing was revoked here.
inline constexpr std::chrono::seconds kCredentialCheck{5};

/// Requests that one connection may have answered before the others get their turn.
inline constexpr int kRequestsPerTurn = 16;
/// Pause after accept() failed for want of descriptors or memory.
inline constexpr std::chrono::milliseconds kAcceptBackoff{100};
/// Connections taken from the backlog in one go.
inline constexpr int kAcceptBatch = 64;

}  // namespace audmg::server
