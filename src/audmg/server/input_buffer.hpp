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

/// Bytes that came and were not used yet. While it is released it has only the few bytes of its own
/// that an ordinary request head fits into, which keeps an idle connection small.
class InputBuffer {
 public:
  explicit InputBuffer(EventLoop& loop) : loop_(loop) {}
  ~InputBuffer() { release(); }
  InputBuffer(const InputBuffer&) = delete;
  InputBuffer& operator=(const InputBuffer&) = delete;

  [[nodiscard]] bool empty() const noexcept { return begin_ == end_; }
  [[nodiscard]] std::string_view unread() const noexcept;
  void consume(std::size_t bytes) noexcept { begin_ += bytes; }

  /// Room for more, never empty; moves and, up to kMaxHeadBytes and a little, grows the memory. Not
  /// to be called with kMaxHeadBytes unread.
  [[nodiscard]] std::span<std::byte> room();
  /// Makes room() larger, for who takes in more than a head.
  void enlarge();
  /// So many bytes were put into room().
  void fill(std::size_t bytes) noexcept { end_ += bytes; }
  /// Overwrites what has been consumed.
  void wipe_consumed() noexcept;
  /// Gives the memory back, and forgets what was in it.
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
