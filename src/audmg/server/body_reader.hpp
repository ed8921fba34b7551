// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/server/chunked_decoder.hpp"
#include "audmg/server/input_buffer.hpp"
#include "audmg/server/request_head.hpp"
#include "audmg/server/transport.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace audmg::server {

/// Reads the body of one request, however it is framed. The first read that finds no bytes of the
/// body sends "100 Continue" to a client that waits for it, so a request that is refused before any
/// read never sends its body.
class BodyReader {
 public:
  enum class State {
    more,       ///< there is more to read
    complete,   ///< the whole body has been read
    truncated,  ///< the client ended early
    timed_out,  ///< the client was silent for too long, or too slow altogether
    malformed,  ///< the chunked coding is broken
  };

  BodyReader(Transport& transport, InputBuffer& input, const RequestHead& head,
             std::chrono::milliseconds silence);

  /// The length that the framing announced; 0 when chunked.
  [[nodiscard]] std::uint64_t announced_length() const noexcept { return announced_length_; }
  [[nodiscard]] bool is_chunked() const noexcept { return chunked_.has_value(); }
  [[nodiscard]] bool expects_continue() const noexcept { return expects_continue_; }
  [[nodiscard]] State state() const noexcept { return state_; }
  [[nodiscard]] std::uint64_t bytes_read() const noexcept { return bytes_read_; }

  /// Fills `into`, unless the body ends before that. When it returns fewer bytes than requested,
  /// state() gives the reason.
  [[nodiscard]] Task<std::size_t> read(std::span<std::byte> into);
  /// Discards the bytes that have already arrived, without waiting. Returns whether the body is
  /// complete.
  bool drop_arrived();

 private:
  [[nodiscard]] std::size_t take_arrived(std::span<std::byte> into);
  [[nodiscard]] Task<bool> receive(std::span<std::byte> into, std::size_t& received);
  [[nodiscard]] SteadyTime deadline() const;
  [[nodiscard]] std::size_t end_with(State state);

  Transport& transport_;
  InputBuffer& input_;
  std::chrono::milliseconds silence_;
  std::uint64_t announced_length_ = 0;
  std::uint64_t rest_ = 0;
  std::optional<ChunkedDecoder> chunked_;
  bool expects_continue_ = false;
  State state_ = State::complete;
  std::uint64_t bytes_read_ = 0;
  SteadyTime begun_at_{};
};

}  // namespace audmg::server
