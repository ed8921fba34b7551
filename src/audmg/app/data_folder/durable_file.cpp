// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/data_folder/durable_file.hpp"

#include "audmg/core/write_and_sync.hpp"
#include "audmg/lib/openssl/random.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <string>

namespace audmg::app {
namespace {

constexpr std::size_t kRandomBytes = 12;

/// Writes the content to a file beside `path`, and returns the file's name, which nothing had
/// before: a file that is there may be somebody's, or be readable by others.
Result<std::string> write_beside(const std::filesystem::path& path, std::string_view content) {
  std::string name = path.string() + '.' + openssl::random_text(kRandomBytes) + ".new";
  const int file =
      ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, kOwnerOnlyFile);
  if (file < 0) return fail_errno("cannot create " + name, errno);
  const Result<void> written = write_and_sync(file, content, name);
  ::close(file);
  if (written) return name;
  ::unlink(name.c_str());
  return std::unexpected(written.error());
}

/// Gives the file a name unless that is taken. FAT has no links; other file systems have no such
/// rename.
int rename_once(const char* from, const char* to) {
  if (::renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return -1;
  if (::link(from, to) != 0) return -1;
  ::unlink(from);
  return 0;
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
  AUDMG_TRY(const std::string temporary, write_beside(path, content));
  if (rename_once(temporary.c_str(), path.c_str()) != 0) {
    const int error_number = errno;
    ::unlink(temporary.c_str());
    return fail_errno("cannot create " + path.string(), error_number);
  }
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
