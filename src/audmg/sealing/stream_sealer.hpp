// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/sealing/tink_stream.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace audmg::sealing {

/// Seals bytes that come in pieces into one stream. Holds back up to a segment, because the last
/// one is sealed differently. Not thread-safe.
class StreamSealer {
 public:
  /// Takes the next bytes of the stream; an error ends the call that made them.
  using Sink = std::function<Result<void>(std::span<const std::byte>)>;

  explicit StreamSealer(StreamCipher cipher);

  /// Errors: those of the sink; then the stream cannot go on. too_large (past kMaxStreamBytes).
  [[nodiscard]] Result<void> append(std::span<const std::byte> bytes, const Sink& sink);
  /// Seals the rest. Call once, and nothing afterwards. Errors: those of the sink.
  [[nodiscard]] Result<void> finish(const Sink& sink);

 private:
  [[nodiscard]] std::size_t capacity() const noexcept;
  [[nodiscard]] Result<void> emit(std::span<const std::byte> plain, bool is_last, const Sink& sink);

  StreamCipher cipher_;
  std::uint64_t next_number_ = 0;
  std::vector<std::byte> held_;
  std::vector<std::byte> sealed_;
};

}  // namespace audmg::sealing
