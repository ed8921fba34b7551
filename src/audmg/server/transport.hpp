// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/openssl/tls.hpp"
#include "audmg/server/event_loop.hpp"
#include "audmg/server/task.hpp"

#include <sys/types.h>
#include <sys/uio.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace audmg::server {

/// What became of one attempt to move bytes without waiting.
struct Moved {
  enum class State : std::uint8_t { done, wait_read, wait_write, closed, failed };
  State state = State::failed;
  std::size_t bytes = 0;
};

/// A client's socket, plain or with TLS. Bytes are moved by direct calls that never wait; only when
/// the kernel says "not now" does a coroutine wait for the socket. So a request that is there and
/// an answer that fits cost no detour through the event loop. Used on its loop's thread only.
class Transport {
 public:
  Transport(Socket socket, std::optional<openssl::TlsSession> tls);

  [[nodiscard]] bool is_tls() const noexcept { return tls_.has_value(); }

  /// False: the peer does not speak TLS as we want it, or is too slow.
  [[nodiscard]] Task<bool> handshake(SteadyTime deadline);

  [[nodiscard]] Moved read_now(std::span<std::byte> into) noexcept;
  [[nodiscard]] Moved write_now(std::span<const std::byte> bytes) noexcept;
  /// Plain only. `more`: more follows at once, so a half-filled packet may wait for it.
  [[nodiscard]] Moved write_now(std::span<const iovec> buffers, bool more) noexcept;
  /// Plain only: from a file to the socket inside the kernel. 0 bytes: the file is shorter.
  [[nodiscard]] Moved send_file_now(int file, off_t& offset, std::size_t count) noexcept;
  /// While corked, the kernel sends full packets only: that halves the CPU for a large file, whose
  /// sendfile() otherwise pushes every 64 KiB. Taking the cork out sends the rest.
  void cork(bool on) noexcept;
  /// read_now() may have bytes although the socket has none.
  [[nodiscard]] bool has_pending() const noexcept { return tls_ && tls_->has_pending(); }

  /// Suspends until the socket is as `state` (wait_read, wait_write) asks. False: the deadline is
  /// over, or the connection is to be given up.
  [[nodiscard]] Task<bool> wait(Moved::State state, SteadyTime deadline);
  /// The same for reading, but interrupt() ends it too.
  [[nodiscard]] Task<bool> wait_interruptible(SteadyTime deadline);
  /// Ends a wait_interruptible() that is under way, and nothing else.
  void interrupt();
  /// Waits for bytes and takes them. Plain only. Costs one system call less than wait() and
  /// read_now(): Asio's reactor reads as soon as it learns that there is something. Nothing: as
  /// wait(), or the peer has closed.
  [[nodiscard]] Task<std::size_t> receive(std::span<std::byte> into, SteadyTime deadline);
  /// Writes all; every bit of progress sets the time-out back. False: the connection is of no use
  /// any more.
  [[nodiscard]] Task<bool> write_all(std::string_view bytes, std::chrono::milliseconds timeout);
  /// The same for a head and a body that are not next to each other; `more` as above.
  [[nodiscard]] Task<bool> write_all(std::string_view head, std::string_view body, bool more,
                                     std::chrono::milliseconds timeout);

  [[nodiscard]] bool timed_out() const noexcept { return timed_out_; }
  /// Ends a wait() whose deadline is over.
  void enforce_deadline(SteadyTime now);
  /// Ends a wait() now; nothing can be moved any more.
  void abandon();
  [[nodiscard]] bool is_abandoned() const noexcept { return abandoned_; }
  /// Sends what says "no more comes" and stops writing; reading goes on.
  void shut_down_sending() noexcept;

 private:
  Socket socket_;
  std::optional<openssl::TlsSession> tls_;
  SteadyTime deadline_ = SteadyTime::max();
  bool timed_out_ = false;
  bool abandoned_ = false;
  bool interruptible_ = false;
};

}  // namespace audmg::server
