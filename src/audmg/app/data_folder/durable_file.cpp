// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/data_folder/durable_file.hpp"

#include "audmg/core/write_and_sync.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>

namespace audmg::app {

Result<void> sync_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return fail_errno("cannot open " + folder.string(), errno);
  const int outcome = ::fsync(descriptor);
  const int error_number = errno;
  ::close(descriptor);
  if (outcome != 0) return fail_errno("cannot fsync " + folder.string(), error_number);
  return {};
}

namespace {

/// Writes a new file beside the path, with the name that is returned.
Result<std::string> write_beside(const std::filesystem::path& path, std::string_view content) {
  std::string temporary = path.string() + ".new";
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW,
                          kOwnerOnlyFile);
  if (file < 0) return fail_errno("cannot create " + temporary, errno);
  const Result<void> written = write_and_sync(file, content, temporary);
  ::close(file);
  if (written) return temporary;
  ::unlink(temporary.c_str());
  return std::unexpected(written.error());
}

}  // namespace

Result<void> create_owner_only_file(const std::filesystem::path& path, std::string_view content) {
  AUDMG_TRY(const std::string temporary, write_beside(path, content));
  // link() and not rename(): it never replaces what is there.
  const int linked = ::link(temporary.c_str(), path.c_str());
  const int error_number = errno;
  ::unlink(temporary.c_str());
  if (linked != 0) return fail_errno("cannot create " + path.string(), error_number);
  return sync_folder(path.parent_path());
}

Result<void> replace_owner_only_file(const std::filesystem::path& path, std::string_view content) {
  AUDMG_TRY(const std::string temporary, write_beside(path, content));
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    const int error_number = errno;
    ::unlink(temporary.c_str());
    return fail_errno("cannot replace " + path.string(), error_number);
  }
  return sync_folder(path.parent_path());
}

}  // namespace audmg::app
