// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/taglib/byte_stream.hpp"

#include <algorithm>
#include <limits>
#include <span>

namespace audmg::taglib {
namespace {

/// Returns where the frame of the calling function is on the stack.
[[gnu::always_inline]] inline std::uintptr_t stack_place() {
  return reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
}

}  // namespace

ByteStream::ByteStream(const Input& input) : input_(input), stack_(stack_place()) {}

TagLib::ByteVector ByteStream::readBlock(std::size_t length) {
  if (std::chrono::steady_clock::now() >= input_.deadline) throw DeadlineExceeded();
  const std::uintptr_t now = stack_place();
  if (std::max(now, stack_) - std::min(now, stack_) > kMaxStackBytes) throw NestedTooDeeply();
  // An empty read counts, too, so that no loop of them is endless.
  if (bytes_left_ == 0) throw TooManyReads();
  --bytes_left_;
  const auto size = static_cast<Offset>(input_.size);
  if (offset_ >= size) return {};
  const std::size_t wanted = std::min(length, static_cast<std::size_t>(size - offset_));
  if (wanted > bytes_left_) throw TooManyReads();
  TagLib::ByteVector bytes(static_cast<unsigned>(wanted), '\0');
  const std::span into(bytes.data(), wanted);
  const ssize_t count = input_.file.read_at(input_.offset + static_cast<std::uint64_t>(offset_),
                                            std::as_writable_bytes(into));
  const std::size_t filled = count < 0 ? 0 : static_cast<std::size_t>(count);
  bytes.resize(static_cast<unsigned>(filled));
  bytes_left_ -= filled;
  offset_ += static_cast<Offset>(filled);
  return bytes;
}

void ByteStream::seek(Offset offset, Position whence) {
  const Offset start = whence == Current ? offset_
                       : whence == End   ? static_cast<Offset>(input_.size)
                                         : 0;
  // Offsets come from files and may be any number. What is behind the end reads as nothing.
  const Offset room = std::numeric_limits<Offset>::max() - start;
  offset_ = std::max<Offset>(start + std::min(offset, room), 0);
}

}  // namespace audmg::taglib
