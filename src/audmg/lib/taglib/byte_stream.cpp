// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/taglib/byte_stream.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace audmg::taglib {

TagLib::ByteVector ByteStream::readBlock(std::size_t length) {
  if (std::chrono::steady_clock::now() >= input_.deadline) throw DeadlineExceeded();
  const auto size = static_cast<Offset>(input_.size);
  if (offset_ >= size) return {};
  const std::size_t wanted = std::min(length, static_cast<std::size_t>(size - offset_));
  if (wanted > bytes_left_) throw TooManyReads();
  TagLib::ByteVector bytes(static_cast<unsigned>(wanted), '\0');
  std::size_t filled = 0;
  while (filled < wanted) {
    const ssize_t count = ::pread(input_.descriptor, bytes.data() + filled, wanted - filled,
                                  offset_ + static_cast<Offset>(filled));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    filled += static_cast<std::size_t>(count);
  }
  bytes.resize(static_cast<unsigned>(filled));
  // An empty read counts, too, so that no loop of them is endless.
  bytes_left_ -= std::min<std::uint64_t>(bytes_left_, std::max<std::uint64_t>(filled, 1));
  offset_ += static_cast<Offset>(filled);
  return bytes;
}

void ByteStream::seek(Offset offset, Position whence) {
  if (whence == Current) offset += offset_;
  if (whence == End) offset += static_cast<Offset>(input_.size);
  offset_ = std::max<Offset>(offset, 0);
}

}  // namespace audmg::taglib
