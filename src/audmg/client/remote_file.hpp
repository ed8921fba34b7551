// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/json/document.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::client {

struct RemoteCompanion {
  std::string kind;  ///< "video", "xmp"
  std::string content_type;
  std::uint64_t size = 0;
  std::string url;
};

/// A file as the drive describes it. Texts that the drive does not name are "".
struct RemoteFile {
  std::string id;
  std::string name;
  std::string url;
  std::string uploaded_at;
  std::string kind;  ///< "image", "audio"
  std::uint64_t size = 0;
  /// "" for some minutes after the upload of a large file on AWS.
  std::string sha256;
  std::uint64_t revision = 0;
  std::string date;
  std::string taken_at{};
  bool favorite = false;
  std::string title{};
  std::string description{};
  std::vector<std::string> keywords{};
  std::optional<std::uint32_t> rating{};
  std::string place_name{};
  std::optional<double> latitude{};
  std::optional<double> longitude{};
  std::string artist{};
  std::string album{};
  std::string genre{};
  std::string composer{};
  std::optional<std::uint32_t> track{};
  std::optional<std::uint32_t> disc{};
  std::string damaged{};
  std::vector<RemoteCompanion> companions{};
};

/// Reads a File of the HTTP contract. Members that this program does not know are ignored. Errors:
/// corrupt, when what every File has is missing or of another type.
[[nodiscard]] Result<RemoteFile> read_file(const json::Value& file);

/// Returns the text of a member; "" when there is none.
[[nodiscard]] std::string text_member(const json::Value& object, std::string_view name);

}  // namespace audmg::client
