// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/open_local.hpp"

#include "audmg/core/errno_error.hpp"
#include "audmg/core/hex.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>
#include <vector>

namespace audmg::client {
namespace {

constexpr std::size_t kReadBytes = std::size_t{256} * 1024;

}  // namespace

Result<OpenLocal> OpenLocal::open(const std::filesystem::path& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (!file.is_open()) return fail_errno("cannot be opened", errno);
  struct stat facts{};
  if (::fstat(file.get(), &facts) != 0) return fail_errno("cannot be read", errno);
  return OpenLocal(std::move(file), static_cast<std::uint64_t>(facts.st_size));
}

std::size_t OpenLocal::read_at(std::uint64_t offset, std::span<char> into) const {
  for (;;) {
    const ssize_t count =
        ::pread(file_.get(), into.data(), into.size(), static_cast<off_t>(offset));
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) return 0;
  }
}

Result<void> add_to_digest(const OpenLocal& file, std::uint64_t size, openssl::Sha256& digest) {
  std::vector<char> buffer(kReadBytes);
  for (std::uint64_t offset = 0; offset < size;) {
    const std::uint64_t room = std::min<std::uint64_t>(buffer.size(), size - offset);
    const std::size_t count =
        file.read_at(offset, std::span(buffer).first(static_cast<std::size_t>(room)));
    if (count == 0) return fail(ErrorCode::corrupt, "cannot be read to its end");
    digest.update(std::string_view(buffer.data(), count));
    offset += count;
  }
  return {};
}

Result<std::string> sha256_of(const std::filesystem::path& path) {
  AUDMG_TRY(const OpenLocal file, OpenLocal::open(path));
  openssl::Sha256 digest;
  AUDMG_CHECK(add_to_digest(file, file.size(), digest));
  return to_hex(digest.finish());
}

}  // namespace audmg::client
