// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors

#include "audmg/backup/open_folder.hpp"

#include "audmg/core/errno_error.hpp"

#include <fcntl.h>

#include <cerrno>

namespace audmg::backup {

Result<Descriptor> open_folder(const std::filesystem::path& folder) {
  Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened.is_open()) return fail_errno("cannot open " + folder.string(), errno);
  return opened;
}

}  // namespace audmg::backup
