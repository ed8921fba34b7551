// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/backup/manifest_lines.hpp"

#include "audmg/core/hex.hpp"
#include "audmg/core/number.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/storage/object_key.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace audmg::backup {
namespace {

constexpr std::string_view kFormat = "audmg-backup";
constexpr std::uint64_t kVersion = 1;
constexpr std::size_t kMaxDepth = 4;
constexpr std::size_t kCrc32Digits = 8;

std::unexpected<Error> damaged(std::string_view what) {
  return fail(ErrorCode::corrupt, fmt::format("the manifest is damaged: {}", what));
}

Result<json::Value> parse_line(std::string_view line) {
  auto value = json::parse(line, {.max_bytes = line.size(), .max_depth = kMaxDepth});
  if (!value || value->as_object() == nullptr) return damaged("a line is not a JSON object");
  return *std::move(value);
}

std::string text_of(const json::Value& object, std::string_view name) {
  const json::Value* member = object.find(name);
  const std::string* text = member == nullptr ? nullptr : member->as_string();
  return text == nullptr ? std::string() : *text;
}

std::optional<std::uint64_t> number_of(const json::Value& object, std::string_view name) {
  const json::Value* member = object.find(name);
  return member == nullptr ? std::nullopt : member->as_unsigned();
}

bool is_sha256(std::string_view text) {
  const auto bytes = from_hex(text);
  return bytes && bytes->size() == openssl::kSha256Bytes;
}

void write_file(json::Writer& json, const ManifestFile& file) {
  json.begin_object().field("path", file.path).field("size", file.size);
  json.field("sha256", file.sha256).end_object();
}

Result<ManifestFile> read_file(const json::Value& value) {
  const auto size = number_of(value, "size");
  ManifestFile file{
      .path = text_of(value, "path"), .size = size.value_or(0), .sha256 = text_of(value, "sha256")};
  if (!size || !is_sha256(file.sha256) || !storage::is_object_key(file.path)) {
    return damaged("its records or secrets");
  }
  return file;
}

const json::Array& array_of(const json::Value& object, std::string_view name) {
  static const json::Array kNone;
  const json::Value* member = object.find(name);
  const json::Array* array = member == nullptr ? nullptr : member->as_array();
  return array == nullptr ? kNone : *array;
}

}  // namespace

std::string header_line(const ManifestHeader& header) {
  json::Writer json;
  json.begin_object().field("format", kFormat).field("version", kVersion);
  json.field("createdAt", format_rfc3339(header.created_at)).field("program", header.program);
  if (header.drive) {
    json.key("drive").begin_object().field("id", header.drive->drive_id);
    json.field("generation", header.drive->generation).end_object();
  }
  json.key("records");
  write_file(json, header.records);
  json.key("secrets").begin_array();
  for (const ManifestFile& secret : header.secrets) write_file(json, secret);
  json.end_array().key("secretsElsewhere").begin_array();
  for (const std::string& name : header.secrets_elsewhere) json.value(name);
  return std::move(json.end_array().end_object()).take();
}

std::string object_line(const ManifestObject& object) {
  json::Writer json;
  json.begin_object().field("key", object.key).field("size", object.size);
  if (!object.sha256.empty()) json.field("sha256", object.sha256);
  if (object.crc32) json.field("crc32", fmt::format("{:08x}", *object.crc32));
  if (object.missing) json.field("missing", true);
  return std::move(json.end_object()).take();
}

std::string end_line(const ManifestEnd& end, std::string_view sha256) {
  json::Writer json;
  json.begin_object().field("end", true).field("files", end.files).field("objects", end.objects);
  json.field("bytes", end.bytes).field("linked", end.linked).field("missing", end.missing);
  return std::move(json.field("sha256", sha256).end_object()).take();
}

Result<ManifestHeader> read_header_line(std::string_view line) {
  AUDMG_TRY(const json::Value value, parse_line(line));
  const auto version = number_of(value, "version");
  if (text_of(value, "format") != kFormat || !version) return damaged("its first line");
  if (*version > kVersion) {
    return fail(ErrorCode::conflict,
                fmt::format("the backup was made by a newer Audmg Drive (format {}, this program "
                            "knows {}); use that version instead",
                            *version, kVersion));
  }
  const auto created_at = parse_rfc3339(text_of(value, "createdAt"));
  const json::Value* records = value.find("records");
  if (!created_at || records == nullptr) return damaged("its first line");
  ManifestHeader header{.created_at = *created_at, .program = text_of(value, "program")};
  AUDMG_TRY(header.records, read_file(*records));
  for (const json::Value& secret : array_of(value, "secrets")) {
    AUDMG_TRY(ManifestFile file, read_file(secret));
    header.secrets.push_back(std::move(file));
  }
  for (const json::Value& name : array_of(value, "secretsElsewhere")) {
    if (name.as_string() != nullptr) header.secrets_elsewhere.push_back(*name.as_string());
  }
  if (const json::Value* drive = value.find("drive")) {
    const auto generation = number_of(*drive, "generation");
    if (!generation) return damaged("its drive");
    header.drive = {text_of(*drive, "id"), *generation};
  }
  return header;
}

Result<std::optional<EndLine>> read_end_line(std::string_view line) {
  AUDMG_TRY(const json::Value value, parse_line(line));
  if (value.find("end") == nullptr) return std::nullopt;
  EndLine read{.end = {}, .sha256 = text_of(value, "sha256")};
  if (!is_sha256(read.sha256)) return damaged("its last line");
  for (const auto& [name, field] :
       {std::pair("files", &ManifestEnd::files), std::pair("objects", &ManifestEnd::objects),
        std::pair("bytes", &ManifestEnd::bytes), std::pair("linked", &ManifestEnd::linked),
        std::pair("missing", &ManifestEnd::missing)}) {
    const auto number = number_of(value, name);
    if (!number) return damaged("its last line");
    read.end.*field = *number;
  }
  return read;
}

Result<ManifestObject> read_object_line(std::string_view line) {
  AUDMG_TRY(const json::Value value, parse_line(line));
  const auto size = number_of(value, "size");
  ManifestObject object{
      .key = text_of(value, "key"), .size = size.value_or(0), .sha256 = text_of(value, "sha256")};
  if (!size || !storage::is_object_key(object.key)) return damaged("an object's line");
  if (!object.sha256.empty() && !is_sha256(object.sha256)) return damaged("an object's digest");
  if (const std::string digits = text_of(value, "crc32"); !digits.empty()) {
    object.crc32 = parse_hexadecimal<std::uint32_t>(digits);
    if (!object.crc32 || digits.size() != kCrc32Digits) return damaged("an object's CRC-32");
  }
  object.missing = value.find("missing") != nullptr;
  return object;
}

}  // namespace audmg::backup
