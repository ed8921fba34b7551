// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/rendition_file.hpp"

#include "audmg/core/errno_error.hpp"
#include "audmg/media/media_limits.hpp"

#include <errno.h>
#include <unistd.h>

namespace audmg::media {

Result<void> write_rendition(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == ENOSPC || errno == EDQUOT) {
      return fail(ErrorCode::out_of_space, "no space for a rendition");
    } else if (errno == EFBIG) {
      return fail(ErrorCode::too_large, std::string(kRenditionsTooLarge));
    } else if (errno != EINTR) {
      return fail(ErrorCode::internal, errno_message("write a rendition", errno));
    }
  }
  return {};
}

}  // namespace audmg::media
