// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/archives/manifest.hpp"

#include "audmg/core/text.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"

#include <cstdint>
#include <limits>
#include <utility>

namespace audmg::functions {
namespace {

using LocalTime = std::chrono::local_time<std::chrono::milliseconds>;

constexpr std::size_t kMaxZipNameBytes = 0xffff;

std::string head_line(const Manifest& manifest) {
  json::Writer json;
  json.begin_object()
      .field("createdAt", format_rfc3339(manifest.created_at))
      .field("expiresAt", format_rfc3339(manifest.expires_at))
      .field("count", manifest.entries.size())
      .end_object();
  return std::move(json).take() + '\n';
}

std::string entry_line(const ManifestEntry& entry) {
  json::Writer json;
  json.begin_object()
      .field("name", entry.file.name)
      .field("size", entry.file.size)
      .field("crc32", entry.file.crc32)
      .field("modified", entry.file.modified.time_since_epoch().count());
  if (entry.object_key.empty()) {
    json.field("text", entry.text);
  } else {
    json.field("objectKey", entry.object_key);
  }
  json.field("contentType", entry.content_type).end_object();
  return std::move(json).take() + '\n';
}

std::unexpected<Error> corrupt(std::string_view what) {
  return fail(ErrorCode::corrupt, "a manifest of a download with " + std::string(what));
}

std::optional<TimePoint> time_in(const json::Value& line, std::string_view name) {
  const json::Value* value = line.find(name);
  const std::string* text = value == nullptr ? nullptr : value->as_string();
  return text == nullptr ? std::nullopt : parse_rfc3339(*text);
}

std::string text_in(const json::Value& line, std::string_view name) {
  const json::Value* value = line.find(name);
  const std::string* text = value == nullptr ? nullptr : value->as_string();
  return text == nullptr ? std::string() : *text;
}

std::optional<std::uint64_t> unsigned_in(const json::Value& line, std::string_view name) {
  const json::Value* value = line.find(name);
  return value == nullptr ? std::nullopt : value->as_unsigned();
}

Result<ManifestEntry> read_entry(std::string_view text) {
  const auto line = json::parse(text, {.max_bytes = 1U << 20U});
  if (!line) return corrupt("a line that is not JSON");
  const auto size = unsigned_in(*line, "size");
  const auto crc32 = unsigned_in(*line, "crc32");
  const json::Value* modified = line->find("modified");
  const auto milliseconds = modified == nullptr ? std::nullopt : modified->as_number();
  ManifestEntry entry{.file = {.name = text_in(*line, "name")},
                      .object_key = text_in(*line, "objectKey"),
                      .content_type = text_in(*line, "contentType"),
                      .text = text_in(*line, "text")};
  if (!size || !crc32 || *crc32 > std::numeric_limits<std::uint32_t>::max() || !milliseconds) {
    return corrupt("an entry that lacks a number");
  }
  if (entry.file.name.empty() || entry.file.name.size() > kMaxZipNameBytes) {
    return corrupt("an entry without a name");
  }
  if (entry.object_key.empty() && entry.text.size() != *size) {
    return corrupt("a text of another size");
  }
  entry.file.size = *size;
  entry.file.crc32 = static_cast<std::uint32_t>(*crc32);
  entry.file.modified =
      LocalTime(std::chrono::milliseconds(static_cast<std::int64_t>(*milliseconds)));
  return entry;
}

}  // namespace

std::string manifest_key(const UserId& owner, const DownloadId& id) {
  return std::string(kDownloadsPrefix) + owner.text() + '/' + id.text();
}

std::string manifest_to_text(const Manifest& manifest) {
  std::string text = head_line(manifest);
  for (const ManifestEntry& entry : manifest.entries) text += entry_line(entry);
  return text;
}

Result<Manifest> manifest_from_text(std::string_view text) {
  const auto head = json::parse(take_until(text, '\n'), {});
  if (!head) return corrupt("a first line that is not JSON");
  const auto created_at = time_in(*head, "createdAt");
  const auto expires_at = time_in(*head, "expiresAt");
  const auto count = unsigned_in(*head, "count");
  if (!created_at || !expires_at || !count || *count > kMaxDownloadedFiles * 4) {
    return corrupt("a first line that lacks something");
  }
  Manifest manifest{.created_at = *created_at, .expires_at = *expires_at, .entries = {}};
  manifest.entries.reserve(static_cast<std::size_t>(*count));
  while (!text.empty()) {
    AUDMG_TRY(auto entry, read_entry(take_until(text, '\n')));
    manifest.entries.push_back(std::move(entry));
  }
  if (manifest.entries.size() != *count) return corrupt("fewer or more lines than it had");
  return manifest;
}

}  // namespace audmg::functions
