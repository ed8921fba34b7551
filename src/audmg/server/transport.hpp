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

/// The result of one attempt to move bytes without waiting.
struct Moved {
  enum class State : std::uint8_t { done, wait_read, wait_write, closed, failed };
  State state = State::failed;
  std::size_t bytes = 0;
};

/// A client's socket, plain or with TLS. Direct calls move bytes and never wait; a coroutine waits
/// for the socket only when the kernel would block. So a request that has arrived and a response
/// that fits need no detour through the event loop. Use it on its loop's thread only.
class Transport {
 public:
  Transport(Socket socket, std::optional<openssl::TlsSession> tls);

  [[nodiscard]] bool is_tls() const noexcept { return tls_.has_value(); }

  /// Waits for the first byte and returns whether it begins a TLS handshake. After false the
  /// transport is plain.
  [[nodiscard]] Task<bool> begins_tls(SteadyTime deadline);

  /// Returns false when the peer does not speak acceptable TLS, or is too slow.
  [[nodiscard]] Task<bool> handshake(SteadyTime deadline);

  [[nodiscard]] Moved read_now(std::span<std::byte> into) noexcept;
  [[nodiscard]] Moved write_now(std::span<const std::byte> bytes) noexcept;
  /// Plain only. `more` means that more bytes follow immediately, so a half-filled packet may wait
  /// for them.
  [[nodiscard]] Moved write_now(std::span<const iovec> buffers, bool more) noexcept;
  /// Plain only. Sends from a file to the socket inside the kernel. Moves 0 bytes when the file is
  /// shorter.
  [[nodiscard]] Moved send_file_now(int file, off_t& offset, std::size_t count) noexcept;
  /// While corked, the kernel sends only full packets: that halves the CPU for a large file, whose
  /// sendfile() otherwise pushes every 64 KiB. Uncorking sends the rest.
  void cork(bool on) noexcept;
  /// Returns whether read_now() may have bytes although the socket has none.
  [[nodiscard]] bool has_pending() const noexcept { return tls_ && tls_->has_pending(); }

  /// Suspends until the socket is ready as `state` (wait_read, wait_write) requires. Returns false
  /// when the deadline has passed, or when the connection is to be abandoned.
  [[nodiscard]] Task<bool> wait(Moved::State state, SteadyTime deadline);
  /// Waits in the same way for reading, but interrupt() also ends the wait.
  [[nodiscard]] Task<bool> wait_interruptible(SteadyTime deadline);
  /// Ends a wait_interruptible() in progress, but no other wait.
  void interrupt();
  /// Waits for bytes and receives them. Plain only. Costs one system call less than wait() and
  /// read_now(), because Asio's reactor reads as soon as it learns that bytes are there. Returns 0
  /// when wait() would return false, or when the peer has closed.
  [[nodiscard]] Task<std::size_t> receive(std::span<std::byte> into, SteadyTime deadline);
  /// Writes everything; any progress restarts the timeout. Returns false when the connection is no
  /// longer usable.
  [[nodiscard]] Task<bool> write_all(std::string_view bytes, std::chrono::milliseconds timeout);
  /// Does the same for a head and a body that are not contiguous; `more` as above.
  [[nodiscard]] Task<bool> write_all(std::string_view head, std::string_view body, bool more,
                                     std::chrono::milliseconds timeout);

  [[nodiscard]] bool timed_out() const noexcept { return timed_out_; }
  /// Ends a wait() whose deadline has passed.
  void enforce_deadline(SteadyTime now);
  /// Ends a wait() now; no bytes can be moved afterwards.
  void abandon();
  [[nodiscard]] bool is_abandoned() const noexcept { return abandoned_; }
  /// Tells the peer that no more bytes follow and stops writing; reading continues.
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
