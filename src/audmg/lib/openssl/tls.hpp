// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

// OpenSSL's own types, so that its headers stay out of this one.
struct ssl_ctx_st;
struct ssl_st;

namespace audmg::openssl {

/// A certificate with its key and the rules for connections that use them: TLS 1.2 and 1.3, AEAD
/// ciphers only, ALPN http/1.1. Immutable, thread-safe; sessions keep the parts they need.
class TlsContext {
 public:
  /// Reads PEM files; the certificate's file may also contain the chain. Errors: invalid_argument,
  /// with the file and OpenSSL's reason.
  [[nodiscard]] static Result<std::shared_ptr<const TlsContext>> load(
      const std::string& certificate_file, const std::string& key_file);

 private:
  friend class TlsSession;
  struct Free {
    void operator()(ssl_ctx_st* context) const noexcept;
  };
  explicit TlsContext(ssl_ctx_st* context) : context_(context) {}
  std::unique_ptr<ssl_ctx_st, Free> context_;
};

/// The server's side of TLS on a nonblocking socket. Not thread-safe; does not own the socket.
/// SIGPIPE must be ignored.
class TlsSession {
 public:
  enum class State : std::uint8_t {
    done,         ///< `bytes` were moved, or the handshake is over
    wants_read,   ///< call again when the socket is readable
    wants_write,  ///< call again, with the same bytes, when the socket is writable
    closed,       ///< the peer has closed its side cleanly
    failed,
  };
  struct Outcome {
    State state = State::failed;
    std::size_t bytes = 0;
  };

  TlsSession(const TlsContext& context, int socket);

  [[nodiscard]] Outcome handshake() noexcept;
  [[nodiscard]] Outcome read(std::span<std::byte> into) noexcept;
  /// May take fewer bytes than given.
  [[nodiscard]] Outcome write(std::span<const std::byte> bytes) noexcept;
  /// Returns whether bytes have arrived that no read() has returned; the socket need not become
  /// readable for them.
  [[nodiscard]] bool has_pending() const noexcept;
  /// Tells the peer that nothing more will come, if that is possible without waiting.
  void close_notify() noexcept;

 private:
  struct Free {
    void operator()(ssl_st* session) const noexcept;
  };
  [[nodiscard]] Outcome outcome_of(int result, std::size_t bytes) noexcept;
  std::unique_ptr<ssl_st, Free> session_;
};

}  // namespace audmg::openssl
