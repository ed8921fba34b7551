// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/output_text.hpp"

#include "audmg/core/errno_error.hpp"

#include <unistd.h>

#include <cerrno>

namespace audmg::media {

Result<void> write_text(int descriptor, std::string_view text) {
  off_t offset = 0;
  while (!text.empty()) {
    const ssize_t count = ::pwrite(descriptor, text.data(), text.size(), offset);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      const bool is_full = errno == ENOSPC || errno == EDQUOT;
      return fail(is_full ? ErrorCode::out_of_space : ErrorCode::internal,
                  errno_message("write a rendition", errno));
    }
    offset += count;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

}  // namespace audmg::media
