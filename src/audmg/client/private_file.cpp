// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/private_file.hpp"

#include "audmg/core/descriptor.hpp"
#include "audmg/core/errno_error.hpp"
#include "audmg/core/write_and_sync.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace audmg::client {
namespace {

constexpr mode_t kOwnerOnly = 0600;
constexpr mode_t kOwnerOnlyFolder = 0700;

}  // namespace

Result<void> make_private_folder(const std::filesystem::path& folder) {
  std::error_code error;
  if (folder.empty() || std::filesystem::is_directory(folder, error)) return {};
  AUDMG_CHECK(make_private_folder(folder.parent_path()));
  if (::mkdir(folder.c_str(), kOwnerOnlyFolder) != 0 && errno != EEXIST) {
    return fail_errno("cannot create the folder " + folder.string(), errno);
  }
  return {};
}

Result<void> replace_private_file(const std::filesystem::path& path, std::string_view content) {
  // Several processes may do this at once; each has a temporary file of its own.
  std::string temporary = path.string() + ".XXXXXX";
  const Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));
  if (!file.is_open()) return fail_errno("cannot create " + temporary, errno);
  Result<void> done;
  if (::fchmod(file.get(), kOwnerOnly) != 0) {
    done = fail_errno("cannot protect " + temporary, errno);
  }
  if (done) done = write_and_sync(file.get(), content, temporary);
  if (done && ::rename(temporary.c_str(), path.c_str()) != 0) {
    done = fail_errno("cannot replace " + path.string(), errno);
  }
  if (!done) {
    ::unlink(temporary.c_str());
    return done;
  }
  const Descriptor folder(::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open() || ::fsync(folder.get()) != 0) {
    return fail_errno("cannot fsync " + path.parent_path().string(), errno);
  }
  return {};
}

Result<std::optional<std::string>> read_small_file(const std::filesystem::path& path,
                                                   std::size_t max_bytes) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open() && errno == ENOENT) return std::nullopt;
  if (!file.is_open()) return fail_errno("cannot open " + path.string(), errno);
  std::string content;
  std::array<char, 16384> buffer;
  while (content.size() <= max_bytes) {
    const ssize_t count = ::read(file.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail_errno("cannot read " + path.string(), errno);
    if (count == 0) return content;
    content.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return fail(ErrorCode::too_large, path.string() + " is too large");
}

}  // namespace audmg::client
