// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/input_buffer.hpp"

#include "audmg/server/limits.hpp"

#include <cstring>
#include <utility>

namespace audmg::server {
namespace {

/// Full size: the longest head, and the beginning of what follows it.
constexpr std::size_t kMaxInputBytes = kMaxHeadBytes + 4 * 1024;

}  // namespace

std::string_view InputBuffer::unread() const noexcept {
  return {memory_.get() + begin_, end_ - begin_};
}

std::span<std::byte> InputBuffer::room() {
  if (!memory_) {
    memory_ = loop_.take_buffer();
    capacity_ = kInputBufferBytes;
  }
  if (begin_ == end_) begin_ = end_ = 0;
  if (end_ == capacity_ && begin_ > 0) {
    std::memmove(memory_.get(), memory_.get() + begin_, end_ - begin_);
    end_ -= std::exchange(begin_, 0);
  }
  if (end_ == capacity_) {
    AUDMG_ASSERT(capacity_ < kMaxInputBytes);
    auto larger = std::make_unique_for_overwrite<char[]>(kMaxInputBytes);
    std::memcpy(larger.get(), memory_.get(), end_);
    memory_ = std::move(larger);
    capacity_ = kMaxInputBytes;
  }
  return std::as_writable_bytes(std::span(memory_.get() + end_, capacity_ - end_));
}

void InputBuffer::release() {
  begin_ = end_ = 0;
  // Buffers that had to grow are rare and are not kept.
  if (memory_ && capacity_ == kInputBufferBytes) loop_.give_buffer(std::move(memory_));
  memory_.reset();
  capacity_ = 0;
}

}  // namespace audmg::server
