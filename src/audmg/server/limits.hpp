// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

/// Limits that protect the server from slow, huge and endless requests. Times that tests need to
/// shorten are in Timeouts (server.hpp).
namespace audmg::server {

/// Bytes from the method through the CRLF of the request line.
inline constexpr std::size_t kMaxRequestLineBytes = 8 * 1024;
/// Bytes from the method through the empty line.
inline constexpr std::size_t kMaxHeadBytes = 32 * 1024;
inline constexpr std::size_t kMaxHeaderFields = 100;
/// Bytes of one chunk-size line with its extensions, or of the trailer section.
inline constexpr std::size_t kMaxChunkLineBytes = 4 * 1024;

/// Input memory of every connection, even an idle one: 10,000 of them take 10 MiB.
inline constexpr std::size_t kIdleInputBytes = 1024;
/// Input buffer of a connection that needs more; it grows to hold kMaxHeadBytes.
inline constexpr std::size_t kInputBufferBytes = 16 * 1024;
/// Size of each of the two buffers of a streamed body. Memory is touched only as bytes arrive. 100
/// MiB uploads are 1.2 times as fast as with 256 KiB.
inline constexpr std::size_t kBodyBufferBytes = 1024 * 1024;
/// Lowest average speed of a body, enforced once the time allowed for one silence has passed.
inline constexpr std::uint64_t kMinBodyBytesPerSecond = 1024;

/// Bytes of the body that are read and discarded after a response that did not wait for it, so that
/// the client sees the response instead of a reset.
inline constexpr std::size_t kMaxDiscardedBytes = 16 * 1024 * 1024;
inline constexpr std::chrono::seconds kDiscardTimeout{5};

/// Bytes sent by one sendfile call; other connections get their turn after it.
inline constexpr std::size_t kSendfileSliceBytes = 4 * 1024 * 1024;
/// Largest object or range that is sent in one write together with its head.
inline constexpr std::size_t kSmallObjectBytes = 32 * 1024;
/// Bytes of one read when data must pass through memory (TLS, stores without a descriptor).
inline constexpr std::size_t kReadSliceBytes = 64 * 1024;
/// Time for which an event loop keeps an object open after its last use.
inline constexpr std::chrono::seconds kOpenObjectLifetime{5};

/// A client that does not read its event stream for this long is disconnected; it reconnects and
/// resumes.
inline constexpr std::chrono::seconds kEventStall{15};
/// Interval between checks of a stream's credentials when none were revoked in this process.
inline constexpr std::chrono::seconds kCredentialCheck{5};

/// Requests that one connection may have answered before the others get their turn.
inline constexpr int kRequestsPerTurn = 16;
/// Pause after accept() failed for lack of descriptors or memory.
inline constexpr std::chrono::milliseconds kAcceptBackoff{100};
/// Connections taken from the backlog at a time.
inline constexpr int kAcceptBatch = 64;

}  // namespace audmg::server
