// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/file.hpp"

#include "audmg/core/text.hpp"

namespace audmg::database {

std::string_view to_string(FileKind kind) noexcept {
  switch (kind) {
    case FileKind::image:
      return "image";
    case FileKind::audio:
      return "audio";
  }
  return "image";
}

std::string_view to_string(FileStatus status) noexcept {
  switch (status) {
    case FileStatus::processing:
      return "processing";
    case FileStatus::ready:
      return "ready";
    case FileStatus::failed:
      return "failed";
  }
  return "failed";
}

std::optional<FileKind> parse_file_kind(std::string_view text) noexcept {
  for (const FileKind kind : {FileKind::image, FileKind::audio}) {
    if (text == to_string(kind)) return kind;
  }
  return std::nullopt;
}

std::optional<FileStatus> parse_file_status(std::string_view text) noexcept {
  for (const FileStatus status : {FileStatus::processing, FileStatus::ready, FileStatus::failed}) {
    if (text == to_string(status)) return status;
  }
  return std::nullopt;
}

std::string join_rendition_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    if (!text.empty()) text += ' ';
    text += name;
  }
  return text;
}

std::vector<std::string> split_rendition_names(std::string_view text) {
  std::vector<std::string> names;
  while (!text.empty()) names.emplace_back(take_until(text, ' '));
  return names;
}

}  // namespace audmg::database
