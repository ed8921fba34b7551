// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace audmg::server {

/// Removes the chunked transfer coding (RFC 9112 section 7.1) from a body, byte by byte in the
/// coding and in one piece in the data. Chunk extensions and trailer fields are validated and
/// dropped. Replaces Beast's decoder, whose 1.81 asserts on a last chunk that arrives in pieces.
class ChunkedDecoder {
 public:
  struct Step {
    /// Bytes of the input; less than the whole input only when `into` is full or the body is over.
    std::size_t consumed = 0;
    std::size_t produced = 0;
  };
  /// Decodes as much of `coded` as fits into `into`. Returns nullopt when the coding is malformed,
  /// or when a chunk line or the trailer section is longer than kMaxChunkLineBytes; decode() must
  /// not be called again after that.
  [[nodiscard]] std::optional<Step> decode(std::string_view coded, std::span<std::byte> into);
  /// Returns whether the last chunk and the trailer section have been consumed.
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
  /// Returns false when the byte is not allowed here.
  [[nodiscard]] bool take(char c);
  [[nodiscard]] bool take_digit(char c);

  State state_ = State::size_first;
  std::uint64_t size_ = 0;
  std::size_t line_bytes_ = 0;
};

}  // namespace audmg::server
