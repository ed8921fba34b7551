// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace audmg::server {

/// Takes the chunked transfer coding (RFC 9112 section 7.1) off a body, byte by byte where it is
/// coding and in one piece where it is data. Chunk extensions and trailer fields are checked for
/// form and dropped. Not Beast's: its 1.81 asserts on a last chunk that arrives in pieces.
class ChunkedDecoder {
 public:
  struct Step {
    /// Of the input; less than all of it only when `into` is full or the body is over.
    std::size_t consumed = 0;
    std::size_t produced = 0;
  };
  /// Decodes as much of `coded` as fits into `into`. Nothing: the coding is malformed, or a chunk
  /// line or the trailer section is longer than kMaxChunkLineBytes. Not to be called again then.
  [[nodiscard]] std::optional<Step> decode(std::string_view coded, std::span<std::byte> into);
  /// The last chunk and the trailer section have been consumed.
  [[nodiscard]] bool done() const noexcept { return state_ == State::done; }

 private:
  enum class State : std::uint8_t {
    size_first,  ///< the first digit of a size
    size,
    extension,
    size_end,  ///< the line feed after a size
    body,
    body_return,  ///< the line end after a chunk's data
    body_end,
    trailer_first,  ///< the first byte of a trailer field, or of the last line end
    trailer_name,
    trailer_value,
    trailer_end,
    last_end,  ///< the line feed of the last line
    done,
  };
  /// False: the byte cannot stand here.
  [[nodiscard]] bool take(char c);
  [[nodiscard]] bool take_digit(char c);

  State state_ = State::size_first;
  std::uint64_t size_ = 0;
  std::size_t line_bytes_ = 0;
};

}  // namespace audmg::server
