// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/server/event_loop.hpp"
#include "audmg/server/limits.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace audmg::server {

/// Bytes that arrived but have not been used yet. After release() it only has its own few bytes,
/// enough for an ordinary request head, which keeps an idle connection small.
class InputBuffer {
 public:
  explicit InputBuffer(EventLoop& loop) : loop_(loop) {}
  ~InputBuffer() { release(); }
  InputBuffer(const InputBuffer&) = delete;
  InputBuffer& operator=(const InputBuffer&) = delete;

  [[nodiscard]] bool empty() const noexcept { return begin_ == end_; }
  [[nodiscard]] std::string_view unread() const noexcept;
  void consume(std::size_t bytes) noexcept { begin_ += bytes; }

  /// Returns room for more bytes, never empty; moves the unread bytes if necessary and grows the
  /// memory up to a little more than kMaxHeadBytes. Precondition: less than kMaxHeadBytes unread.
  [[nodiscard]] std::span<std::byte> room();
  /// Makes room() larger, for callers that receive more than a head.
  void enlarge();
  /// Marks that many bytes of room() as filled.
  void fill(std::size_t bytes) noexcept { end_ += bytes; }
  /// Overwrites the consumed bytes.
  void wipe_consumed() noexcept;
  /// Returns the memory and discards its contents.
  void release();

 private:
  void grow();

  EventLoop& loop_;
  std::array<char, kIdleInputBytes> own_;
  std::unique_ptr<char[]> memory_;
  char* bytes_ = own_.data();
  std::size_t capacity_ = kIdleInputBytes;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace audmg::server
