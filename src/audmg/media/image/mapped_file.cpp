// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/mapped_file.hpp"

#include "audmg/core/decoder_memory.hpp"
#include "audmg/core/errno_error.hpp"

#include <errno.h>
#include <sys/mman.h>

#include <utility>

namespace audmg::media {

Result<MappedFile> MappedFile::map(int descriptor, std::uint64_t size) {
  if (size == 0) return MappedFile({});
  void* memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (memory == MAP_FAILED && errno == ENOMEM) {
    return beyond_decoder_memory();
  }
  if (memory == MAP_FAILED) {
    return fail(ErrorCode::internal, errno_message("map a file", errno));
  }
  return MappedFile({static_cast<const std::byte*>(memory), size});
}

MappedFile::MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(bytes_, other.bytes_);
  return *this;
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

}  // namespace audmg::media
