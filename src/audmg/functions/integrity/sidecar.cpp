// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/integrity/sidecar.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/core/hex.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/storage/object_key.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/storage/small_object.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace audmg::functions {
namespace {

constexpr std::size_t kMaxSidecarBytes = 16 * 1024;
constexpr std::string_view kSuffix = ".json";
constexpr std::size_t kSha256Bytes = 32;

/// Reads members and remembers whether all were right.
class Members {
 public:
  explicit Members(const json::Value& document) : document_(document) {}

  std::string text(std::string_view name) {
    const json::Value* member = document_.find(name);
    const std::string* found = member != nullptr ? member->as_string() : nullptr;
    if (found == nullptr) ok_ = false;
    return found != nullptr ? *found : std::string();
  }

  std::uint64_t number(std::string_view name) {
    const json::Value* member = document_.find(name);
    const auto found = member != nullptr ? member->as_unsigned() : std::nullopt;
    if (!found) ok_ = false;
    return found.value_or(0);
  }

  [[nodiscard]] bool has(std::string_view name) const { return document_.find(name) != nullptr; }

  template <class T>
  T value(std::optional<T> parsed) {
    if (!parsed) ok_ = false;
    return parsed ? *std::move(parsed) : T{};
  }

  void require(bool holds) { ok_ = ok_ && holds; }
  [[nodiscard]] bool ok() const noexcept { return ok_; }

 private:
  const json::Value& document_;
  bool ok_ = true;
};

Result<json::Value> parse(std::string_view json) {
  auto document = json::parse(json, {.max_bytes = kMaxSidecarBytes, .max_depth = 2});
  if (!document) return fail(ErrorCode::invalid_argument, "a sidecar that is not JSON");
  return *std::move(document);
}

Result<std::uint32_t> read_version(Members& members) {
  const std::uint64_t version = members.number("version");
  if (version > kSidecarVersion) {
    return fail(ErrorCode::invalid_argument, "a sidecar that a newer Audmg Drive wrote");
  }
  return static_cast<std::uint32_t>(version);
}

std::optional<std::uint32_t> read_crc32(Members& members) {
  if (!members.has("crc32")) return std::nullopt;
  const std::uint64_t crc32 = members.number("crc32");
  members.require(crc32 <= std::numeric_limits<std::uint32_t>::max());
  return static_cast<std::uint32_t>(crc32);
}

std::unexpected<Error> incomplete() {
  return fail(ErrorCode::invalid_argument, "a sidecar without what it must say");
}

std::unexpected<Error> of_another_object() {
  return fail(ErrorCode::invalid_argument, "a sidecar of another object");
}

Result<std::string> find_username(const UserId& owner, const FileServices& services) {
  AUDMG_TRY(auto user, services.users.find_user(owner));
  if (!user) return fail(ErrorCode::not_found, "the owner is gone");
  return std::move(user->username);
}

/// Returns whether the text is a content type as the program writes them: two words without blanks.
bool is_content_type(std::string_view text) {
  return text.contains('/') && std::ranges::all_of(text, is_graphic);
}

bool is_sha256(std::string_view text) {
  const auto bytes = from_hex(text);
  return bytes && bytes->size() == kSha256Bytes;
}

}  // namespace

std::string sidecar_key(std::string_view object_key) {
  return std::string(kSidecarsPrefix).append(object_key).append(kSuffix);
}

std::optional<std::string> object_key_of_sidecar(std::string_view key) {
  if (!key.starts_with(kSidecarsPrefix) || !key.ends_with(kSuffix)) return std::nullopt;
  key.remove_prefix(kSidecarsPrefix.size());
  if (key.size() <= kSuffix.size()) return std::nullopt;
  key.remove_suffix(kSuffix.size());
  return std::string(key);
}

std::string write_sidecar(const Sidecar& sidecar) {
  const database::File& file = sidecar.file;
  json::Writer json;
  json.begin_object()
      .field("version", std::uint64_t{kSidecarVersion})
      .field("userId", file.owner.text())
      .field("username", sidecar.username)
      .field("fileId", file.id.text())
      .field("fileName", file.name)
      .field("kind", to_string(file.kind))
      .field("contentType", file.content_type)
      .field("size", file.size);
  if (!file.sha256.empty()) json.field("sha256", file.sha256);
  if (file.crc32) json.field("crc32", std::uint64_t{*file.crc32});
  if (file.modified_at) json.field("modifiedAt", format_rfc3339(*file.modified_at));
  json.field("uploadedAt", format_rfc3339(file.uploaded_at))
      .field("objectKey", file.object_key)
      .end_object();
  return std::move(json).take();
}

Result<Sidecar> read_sidecar(std::string_view json) {
  AUDMG_TRY(const json::Value document, parse(json));
  Members members(document);
  Sidecar sidecar;
  database::File& file = sidecar.file;
  AUDMG_TRY(file.sidecar_version, read_version(members));
  file.owner = members.value(UserId::parse(members.text("userId")));
  sidecar.username = members.text("username");
  file.id = members.value(FileId::parse(members.text("fileId")));
  file.name = members.text("fileName");
  file.kind = members.value(database::parse_file_kind(members.text("kind")));
  file.content_type = members.text("contentType");
  file.size = members.number("size");
  if (members.has("sha256")) {
    file.sha256 = members.text("sha256");
    members.require(is_sha256(file.sha256));
  }
  file.crc32 = read_crc32(members);
  if (members.has("modifiedAt")) {
    file.modified_at = members.value(parse_rfc3339(members.text("modifiedAt")));
  }
  file.uploaded_at = members.value(parse_rfc3339(members.text("uploadedAt")));
  file.object_key = members.text("objectKey");
  members.require(storage::is_object_key(file.object_key));
  if (!members.ok()) return incomplete();
  return sidecar;
}

std::string write_companion_sidecar(const CompanionSidecar& sidecar) {
  const database::Companion& companion = sidecar.companion;
  json::Writer json;
  json.begin_object()
      .field("version", std::uint64_t{kSidecarVersion})
      .field("userId", sidecar.owner.text())
      .field("username", sidecar.username)
      .field("companionOf", sidecar.picture.text())
      .field("fileName", companion.name)
      .field("kind", to_string(companion.kind))
      .field("contentType", companion.content_type)
      .field("size", companion.size)
      .field("sha256", companion.sha256);
  if (companion.crc32) json.field("crc32", std::uint64_t{*companion.crc32});
  json.field("objectKey", companion.object_key).end_object();
  return std::move(json).take();
}

Result<CompanionSidecar> read_companion_sidecar(std::string_view json) {
  AUDMG_TRY(const json::Value document, parse(json));
  Members members(document);
  CompanionSidecar sidecar;
  database::Companion& companion = sidecar.companion;
  AUDMG_CHECK(read_version(members));
  sidecar.owner = members.value(UserId::parse(members.text("userId")));
  sidecar.username = members.text("username");
  sidecar.picture = members.value(FileId::parse(members.text("companionOf")));
  companion.name = members.text("fileName");
  companion.kind = members.value(database::parse_companion_kind(members.text("kind")));
  companion.content_type = members.text("contentType");
  members.require(is_content_type(companion.content_type));
  companion.size = members.number("size");
  companion.sha256 = members.text("sha256");
  members.require(is_sha256(companion.sha256));
  companion.crc32 = read_crc32(members);
  companion.object_key = members.text("objectKey");
  members.require(!companion.name.empty() && storage::is_object_key(companion.object_key));
  if (!members.ok()) return incomplete();
  return sidecar;
}

Result<void> store_sidecar(const database::File& file, const FileServices& services) {
  AUDMG_TRY(std::string username, find_username(file.owner, services));
  return storage::put_small_object(sidecar_key(file.object_key),
                                   write_sidecar({file, std::move(username)}), services.objects);
}

Result<void> store_companion_sidecar(const UserId& owner, const FileId& picture,
                                     const database::Companion& companion,
                                     const FileServices& services) {
  AUDMG_TRY(std::string username, find_username(owner, services));
  return storage::put_small_object(
      sidecar_key(companion.object_key),
      write_companion_sidecar({owner, std::move(username), picture, companion}), services.objects);
}

Result<Sidecar> load_sidecar(std::string_view object_key, const FileServices& services) {
  AUDMG_TRY(const std::string json,
            storage::get_small_object(sidecar_key(object_key), kMaxSidecarBytes, services.objects));
  AUDMG_TRY(Sidecar sidecar, read_sidecar(json));
  if (sidecar.file.object_key != object_key) return of_another_object();
  return sidecar;
}

Result<CompanionSidecar> load_companion_sidecar(std::string_view object_key,
                                                const FileServices& services) {
  AUDMG_TRY(const std::string json,
            storage::get_small_object(sidecar_key(object_key), kMaxSidecarBytes, services.objects));
  AUDMG_TRY(CompanionSidecar sidecar, read_companion_sidecar(json));
  if (sidecar.companion.object_key != object_key) return of_another_object();
  return sidecar;
}

Result<bool> has_right_sidecar(const database::File& file, const FileServices& services) {
  const auto sidecar = load_sidecar(file.object_key, services);
  if (sidecar) {
    const database::File& told = sidecar->file;
    return told.owner == file.owner && told.id == file.id && told.name == file.name &&
           told.size == file.size && told.sha256 == file.sha256;
  }
  const ErrorCode code = sidecar.error().code;
  if (code == ErrorCode::not_found || code == ErrorCode::invalid_argument ||
      code == ErrorCode::too_large || code == ErrorCode::corrupt) {
    return false;
  }
  return std::unexpected(sidecar.error());
}

}  // namespace audmg::functions
