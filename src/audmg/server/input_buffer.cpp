// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/input_buffer.hpp"

#include "audmg/core/wipe.hpp"

#include <cstring>
#include <utility>

namespace audmg::server {
namespace {

/// Full size: the longest head and the beginning of the bytes after it.
constexpr std::size_t kMaxInputBytes = kMaxHeadBytes + 4 * 1024;

}  // namespace

std::string_view InputBuffer::unread() const noexcept { return {bytes_ + begin_, end_ - begin_}; }

std::span<std::byte> InputBuffer::room() {
  if (begin_ == end_) begin_ = end_ = 0;
  if (end_ == capacity_ && begin_ > 0) {
    std::memmove(bytes_, bytes_ + begin_, end_ - begin_);
    end_ -= std::exchange(begin_, 0);
  }
  if (end_ == capacity_) {
    AUDMG_ASSERT(capacity_ < kMaxInputBytes);
    grow();
  }
  return std::as_writable_bytes(std::span(bytes_ + end_, capacity_ - end_));
}

void InputBuffer::enlarge() {
  if (!memory_) grow();
}

void InputBuffer::grow() {
  const bool first = !memory_;
  const std::size_t larger = first ? kInputBufferBytes : kMaxInputBytes;
  auto memory = first ? loop_.take_buffer() : std::make_unique_for_overwrite<char[]>(larger);
  std::memcpy(memory.get(), bytes_, end_);
  memory_ = std::move(memory);
  bytes_ = memory_.get();
  capacity_ = larger;
}

void InputBuffer::wipe_consumed() noexcept {
  // Behind end_ there may be what stood there before room() moved the rest to the front.
  const auto all = std::as_writable_bytes(std::span(bytes_, capacity_));
  wipe(all.first(begin_));
  wipe(all.subspan(end_));
  if (memory_) wipe(std::as_writable_bytes(std::span(own_)));
}

void InputBuffer::release() {
  begin_ = end_ = 0;
  // Buffers that had to grow are rare and are not kept.
  if (memory_ && capacity_ == kInputBufferBytes) loop_.give_buffer(std::move(memory_));
  memory_.reset();
  bytes_ = own_.data();
  capacity_ = kIdleInputBytes;
}

}  // namespace audmg::server
