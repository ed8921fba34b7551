// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/sandbox/scratch_file.hpp"

#include "audmg/core/errno_error.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

namespace audmg::media::sandbox {
namespace {

/// Used on file systems without O_TMPFILE.
Result<Descriptor> make_unlinked_file(const std::filesystem::path& folder) {
  std::string name = (folder / "rendition-XXXXXX").string();
  Descriptor file(::mkostemp(name.data(), O_CLOEXEC));
  if (!file.is_open()) {
    return fail_errno_retryable("cannot make a file in " + folder.string(), errno);
  }
  ::unlink(name.c_str());
  return file;
}

}  // namespace

Result<Descriptor> make_scratch_file(const std::filesystem::path& folder) {
  // O_EXCL: it can never be given a name.
  Descriptor file(
      ::open(folder.c_str(), O_TMPFILE | O_EXCL | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (file.is_open()) return file;
  if (errno == EOPNOTSUPP || errno == EISDIR) return make_unlinked_file(folder);
  return fail_errno_retryable("cannot make a file in " + folder.string(), errno);
}

Result<void> require_room(const std::filesystem::path& folder, std::uint64_t bytes) {
  std::error_code error;
  const std::filesystem::space_info space = std::filesystem::space(folder, error);
  if (error) {
    return fail(ErrorCode::unavailable,
                "cannot ask for free space in " + folder.string() + ": " + error.message(), true);
  }
  if (space.available >= bytes) return {};
  return fail(ErrorCode::out_of_space, "The disk has too little room for renditions.", true);
}

Result<Descriptor> reopen_for_reading(int descriptor) {
  const std::string path = "/proc/self/fd/" + std::to_string(descriptor);
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return fail_errno_retryable("cannot open the original again", errno);
  return file;
}

Result<std::uint64_t> size_of(const Descriptor& file) {
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) {
    return fail(ErrorCode::internal, errno_message("fstat", errno));
  }
  return static_cast<std::uint64_t>(status.st_size);
}

}  // namespace audmg::media::sandbox
