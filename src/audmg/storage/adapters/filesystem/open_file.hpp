// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/storage/adapters/filesystem/file_operations.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace audmg::storage::filesystem {

/// Returns the error for -`result` (an errno); `what` says what was tried.
[[nodiscard]] Error error_of(std::int64_t result, std::string_view what);
[[nodiscard]] std::unexpected<Error> fail_with(std::int64_t result, std::string_view what);

/// Owns a descriptor.
class OpenFile {
 public:
  OpenFile() = default;
  OpenFile(FileOperations& operations, int file) noexcept : operations_(&operations), file_(file) {}
  OpenFile(OpenFile&& other) noexcept
      : operations_(other.operations_), file_(std::exchange(other.file_, -1)) {}
  OpenFile& operator=(OpenFile&& other) noexcept {
    if (this != &other) {
      close();
      operations_ = other.operations_;
      file_ = std::exchange(other.file_, -1);
    }
    return *this;
  }
  ~OpenFile() { close(); }

  [[nodiscard]] int get() const noexcept { return file_; }
  [[nodiscard]] bool is_open() const noexcept { return file_ >= 0; }
  void close() noexcept {
    if (file_ >= 0) operations_->close(std::exchange(file_, -1));
  }

 private:
  FileOperations* operations_ = nullptr;
  int file_ = -1;
};

/// Opens a file. Errors: not_found, out_of_space, unavailable, internal.
[[nodiscard]] Result<OpenFile> open_file(FileOperations& operations, int folder, const char* path,
                                         int flags);

/// Writes all bytes. Errors: out_of_space, too_large, internal.
[[nodiscard]] Result<void> write_fully(FileOperations& operations, int file,
                                       std::span<const std::byte> bytes, std::uint64_t offset);

/// Reads until `into` is full or the file ends; returns the count. Errors: internal.
[[nodiscard]] Result<std::size_t> read_fully(FileOperations& operations, int file,
                                             std::span<std::byte> into, std::uint64_t offset);

}  // namespace audmg::storage::filesystem
