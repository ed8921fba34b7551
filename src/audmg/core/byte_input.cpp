// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/byte_input.hpp"

#include <unistd.h>

#include <cerrno>
#include <limits>

namespace audmg {
namespace {

/// Returns false with errno.
bool fetch(int fetcher, const FetchRequest& request) noexcept {
  ssize_t count = 0;
  do {
    count = ::write(fetcher, &request, sizeof(request));
  } while (count < 0 && errno == EINTR);
  char answer = 0;
  if (count == sizeof(request)) {
    do {
      count = ::read(fetcher, &answer, sizeof(answer));
    } while (count < 0 && errno == EINTR);
  }
  if (answer == 1) return true;
  errno = EIO;
  return false;
}

}  // namespace

ssize_t ByteInput::read_at(std::uint64_t offset, std::span<std::byte> into) const noexcept {
  if (offset > std::numeric_limits<off_t>::max() - into.size()) {
    errno = EINVAL;
    return -1;
  }
  if (fetcher_ >= 0 && !into.empty() && !fetch(fetcher_, {offset, into.size()})) return -1;
  std::size_t filled = 0;
  while (filled < into.size()) {
    const ssize_t count = ::pread(descriptor_, into.data() + filled, into.size() - filled,
                                  static_cast<off_t>(offset + filled));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return -1;
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
  }
  return static_cast<ssize_t>(filled);
}

}  // namespace audmg
