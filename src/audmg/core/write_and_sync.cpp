// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/write_and_sync.hpp"

#include "audmg/core/errno_error.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <string>

namespace audmg {

Result<void> write_and_sync(int file, std::string_view content, std::string_view name) {
  while (!content.empty()) {
    const ssize_t written = ::write(file, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return fail_errno("cannot write " + std::string(name), errno);
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(file) != 0) return fail_errno("cannot fsync " + std::string(name), errno);
  return {};
}

}  // namespace audmg
