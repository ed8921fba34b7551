// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/local_copy.hpp"

#include "audmg/core/errno_error.hpp"
#include "audmg/storage/object_store.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace audmg::functions {
namespace {

constexpr std::size_t kCopyBytes = std::size_t{1024} * 1024;

Result<void> write_all(int file, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail_errno_retryable("write a local copy of an object", errno);
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return {};
}

}  // namespace

Result<Descriptor> make_local_file(const storage::ObjectReader& object, std::uint64_t bytes,
                                   const std::string& folder) {
  // The store is on this disk, and the object must not get there in the clear.
  const bool is_sealed = object.descriptor() < 0 && object.stored_file() >= 0;
  Descriptor file(is_sealed && bytes <= kMaxPlainMemoryBytes
                      ? ::memfd_create("audmg-plaintext", MFD_CLOEXEC)
                      : ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (!file.is_open()) return fail_errno_retryable("make a local copy of an object", errno);
  return file;
}

Result<Descriptor> copy_to_local_file(storage::ObjectReader& object, const std::string& folder) {
  AUDMG_TRY(Descriptor file, make_local_file(object, object.info().size, folder));
  std::vector<std::byte> buffer(kCopyBytes);
  for (std::uint64_t offset = 0;;) {
    AUDMG_TRY(const std::size_t count, object.read_at(offset, buffer));
    if (count == 0) break;
    AUDMG_CHECK(write_all(file.get(), std::span(buffer).first(count)));
    offset += count;
  }
  return file;
}

}  // namespace audmg::functions
