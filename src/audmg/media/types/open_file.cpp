// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/open_file.hpp"

#include "audmg/core/errno_error.hpp"

#include <algorithm>
#include <cerrno>

namespace audmg::media {

Result<std::size_t> OpenFile::read_at(std::uint64_t offset, std::span<std::byte> into) {
  const ssize_t count = input_.read_at(offset, into);
  if (count < 0) return fail(ErrorCode::internal, errno_message("read a file", errno));
  return static_cast<std::size_t>(count);
}

Result<std::size_t> OpenBytes::read_at(std::uint64_t offset, std::span<std::byte> into) {
  if (offset >= bytes_.size()) return 0;
  const auto rest = bytes_.subspan(static_cast<std::size_t>(offset));
  const std::size_t count = std::min(into.size(), rest.size());
  std::ranges::copy(rest.first(count), into.begin());
  return count;
}

}  // namespace audmg::media
