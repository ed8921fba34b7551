// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/server/event_loop.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace audmg::server {

/// Bytes that came and were not used yet. Has no memory while it is empty and released, which keeps
/// an idle connection small.
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
  /// So many bytes were put into room().
  void fill(std::size_t bytes) noexcept { end_ += bytes; }
  /// Gives the memory back, and forgets what was in it.
  void release();

 private:
  EventLoop& loop_;
  std::unique_ptr<char[]> memory_;
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace audmg::server
