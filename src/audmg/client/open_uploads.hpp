// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::client {

/// An upload session that was begun and is not known to have ended.
struct OpenUpload {
  /// Under which the session was asked for: the same key gives the same session again.
  std::string idempotency_key;
  /// "" until the drive has answered.
  std::string upload_id{};

  [[nodiscard]] bool operator==(const OpenUpload&) const = default;
};

/// Remembers open sessions, one file for each, so that an upload goes on where it was interrupted,
/// by whatever process. Thread-safe, also between processes.
class OpenUploads {
 public:
  /// `folder` is made when it is needed.
  explicit OpenUploads(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// `name` distinguishes uploads: whatever would make another one of it. What cannot be read
  /// counts as missing. Errors: those of fail_errno().
  [[nodiscard]] Result<std::optional<OpenUpload>> find(std::string_view name) const;
  [[nodiscard]] Result<void> put(std::string_view name, const OpenUpload& upload) const;
  /// Best effort: what stays is of no use, and forget_old() removes it.
  void remove(std::string_view name) const noexcept;

  /// Removes what is older than any session can be. Best effort.
  void forget_old() const noexcept;

 private:
  [[nodiscard]] std::filesystem::path path_of(std::string_view name) const;

  std::filesystem::path folder_;
};

}  // namespace audmg::client
