// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/data_folder/durable_file.hpp"

#include "audmg/core/write_and_sync.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>

namespace audmg::app {
namespace {

Result<void> write_owner_only_file(const std::string& path, std::string_view content) {
  const int file =
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, kOwnerOnlyFile);
  if (file < 0) return fail_errno("cannot create " + path, errno);
  Result<void> written = write_and_sync(file, content, path);
  ::close(file);
  return written;
}

}  // namespace

Result<void> sync_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return fail_errno("cannot open " + folder.string(), errno);
  const int outcome = ::fsync(descriptor);
  const int error_number = errno;
  ::close(descriptor);
  if (outcome != 0) return fail_errno("cannot fsync " + folder.string(), error_number);
  return {};
}

Result<void> create_owner_only_file(const std::filesystem::path& path, std::string_view content) {
  const std::string temporary = path.string() + ".new";
  Result<void> written = write_owner_only_file(temporary, content);
  // link() and not rename(): it never replaces what is there.
  if (written && ::link(temporary.c_str(), path.c_str()) != 0) {
    written = fail_errno("cannot create " + path.string(), errno);
  }
  ::unlink(temporary.c_str());
  AUDMG_CHECK(std::move(written));
  return sync_folder(path.parent_path());
}

Result<void> replace_owner_only_file(const std::filesystem::path& path, std::string_view content) {
  const std::string temporary = path.string() + ".new";
  Result<void> written = write_owner_only_file(temporary, content);
  if (written && ::rename(temporary.c_str(), path.c_str()) != 0) {
    written = fail_errno("cannot replace " + path.string(), errno);
  }
  if (!written) ::unlink(temporary.c_str());
  AUDMG_CHECK(std::move(written));
  return sync_folder(path.parent_path());
}

}  // namespace audmg::app
