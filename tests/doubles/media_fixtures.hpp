// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/types/file_type.hpp"
#include "doubles/memory_object_reader.hpp"

#include <cstddef>
#include <cstdio>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::media {

/// Returns the contents of a whole file; empty when it cannot be opened. For tests.
inline std::string file_content(const std::string& path) {
  std::string content;
  if (std::FILE* file = std::fopen(path.c_str(), "rb")) {
    std::vector<char> buffer(65'536);
    while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), file)) {
      content.append(buffer.data(), count);
    }
    std::fclose(file);
  }
  return content;
}

/// Returns the contents of a file of tests/data/media.
inline std::string fixture(const std::string& name) {
  return file_content(std::string(AUDMG_SOURCE_DIR "/tests/data/media/") + name);
}

inline std::span<const std::byte> bytes_of(std::string_view content) {
  return std::as_bytes(std::span(content.data(), content.size()));
}

/// Returns the result of inspect() in one line: "JPEG image/jpeg" or "refused: text" or "error:
/// unavailable".
inline std::string inspected(std::string_view content) {
  MemoryObjectReader object(bytes_of(content));
  const auto verdict = inspect(object);
  if (!verdict) return "error: " + std::string(to_string(verdict.error().code));
  if (!verdict->type) return "refused: " + verdict->looks_like;
  return std::string(verdict->type->name) + " " + std::string(verdict->type->content_type);
}

}  // namespace audmg::media
