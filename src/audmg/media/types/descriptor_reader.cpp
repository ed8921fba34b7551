// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/descriptor_reader.hpp"

#include "audmg/core/errno_error.hpp"

#include <sys/types.h>
#include <unistd.h>

#include <cerrno>

namespace audmg::media {

Result<std::size_t> DescriptorReader::read_at(std::uint64_t offset, std::span<std::byte> into) {
  ssize_t count = 0;
  do {
    count = ::pread(descriptor_, into.data(), into.size(), static_cast<off_t>(offset));
  } while (count < 0 && errno == EINTR);
  if (count < 0) return fail(ErrorCode::internal, errno_message("read a file", errno));
  return static_cast<std::size_t>(count);
}

}  // namespace audmg::media
