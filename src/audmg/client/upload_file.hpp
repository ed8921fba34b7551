// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/client/connection.hpp"
#include "audmg/client/local_files.hpp"
#include "audmg/client/open_uploads.hpp"
#include "audmg/core/result.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace audmg::client {

struct UploadRequest {
  const LocalFile& file;
  /// The digest of the file's bytes, in hexadecimal.
  std::string sha256;
  /// The id of the picture that it belongs to; "" for a file of its own.
  std::string companion_of{};
  /// Called with the number of bytes just sent, from this thread.
  std::function<void(std::uint64_t)> sent{};
};

struct UploadOutcome {
  /// The id of the file; for a companion, of its picture.
  std::string file_id;
  /// The drive had these bytes already.
  bool duplicate = false;
};

/// Sends a file in parts. An upload that was interrupted goes on: parts that have arrived are not
/// sent again. Thread-safe for different files. Errors: those of Connection and error_of();
/// conflict when the file changes meanwhile.
[[nodiscard]] Result<UploadOutcome> upload_file(Connection& drive, const OpenUploads& uploads,
                                                const UploadRequest& request);

}  // namespace audmg::client
