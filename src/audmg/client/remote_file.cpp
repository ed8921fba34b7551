// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/remote_file.hpp"

#include "audmg/core/hex.hpp"
#include "audmg/core/id.hpp"

#include <algorithm>
#include <limits>

namespace audmg::client {
namespace {

constexpr std::size_t kDigestDigits = 64;

std::optional<std::uint64_t> number_member(const json::Value& object, std::string_view name) {
  const json::Value* const value = object.find(name);
  return value == nullptr ? std::nullopt : value->as_unsigned();
}

std::optional<std::uint32_t> small_number_member(const json::Value& object, std::string_view name) {
  const auto number = number_member(object, name);
  if (!number || *number > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  return static_cast<std::uint32_t>(*number);
}

std::optional<double> real_member(const json::Value& object, std::string_view name) {
  const json::Value* const value = object.find(name);
  return value == nullptr ? std::nullopt : value->as_number();
}

void read_place(const json::Value& file, RemoteFile& into) {
  const json::Value* const place = file.find("place");
  if (place == nullptr) return;
  into.place_name = text_member(*place, "name");
  const auto latitude = real_member(*place, "latitude");
  const auto longitude = real_member(*place, "longitude");
  if (!latitude || !longitude) return;
  into.latitude = latitude;
  into.longitude = longitude;
}

void read_tags(const json::Value& file, RemoteFile& into) {
  const json::Value* const tags = file.find("tags");
  if (tags == nullptr) return;
  into.artist = text_member(*tags, "artist");
  into.album = text_member(*tags, "album");
  into.genre = text_member(*tags, "genre");
  into.composer = text_member(*tags, "composer");
  into.track = small_number_member(*tags, "track");
  into.disc = small_number_member(*tags, "disc");
}

void read_lists(const json::Value& file, RemoteFile& into) {
  const json::Value* const keywords = file.find("keywords");
  if (keywords != nullptr && keywords->as_array() != nullptr) {
    for (const json::Value& each : *keywords->as_array()) {
      if (each.as_string() != nullptr) into.keywords.push_back(*each.as_string());
    }
  }
  const json::Value* const companions = file.find("companions");
  if (companions == nullptr || companions->as_array() == nullptr) return;
  for (const json::Value& each : *companions->as_array()) {
    into.companions.push_back({.kind = text_member(each, "kind"),
                               .content_type = text_member(each, "contentType"),
                               .size = number_member(each, "size").value_or(0),
                               .url = text_member(each, "url")});
  }
}

}  // namespace

std::string text_member(const json::Value& object, std::string_view name) {
  const json::Value* const value = object.find(name);
  const std::string* const text = value == nullptr ? nullptr : value->as_string();
  return text == nullptr ? std::string() : *text;
}

Result<RemoteFile> read_file(const json::Value& file) {
  RemoteFile read{.id = text_member(file, "fileId"),
                  .name = text_member(file, "fileName"),
                  .url = text_member(file, "fileUrl"),
                  .uploaded_at = text_member(file, "uploadedAt"),
                  .kind = text_member(file, "kind"),
                  .size = number_member(file, "size").value_or(0),
                  .sha256 = text_member(file, "sha256"),
                  .revision = number_member(file, "revision").value_or(0),
                  .date = text_member(file, "date")};
  const bool is_digest =
      read.sha256.size() == kDigestDigits && std::ranges::all_of(read.sha256, is_lower_hex_digit);
  const bool is_understood = is_digest || read.sha256.empty();
  if (!is_uuid_text(read.id) || read.name.empty() || read.url.empty() || !is_understood) {
    return fail(ErrorCode::corrupt, "the drive describes a file in a way that is not understood");
  }
  read.taken_at = text_member(file, "takenAt");
  read.title = text_member(file, "title");
  read.description = text_member(file, "description");
  read.rating = small_number_member(file, "rating");
  read.damaged = text_member(file, "damaged");
  const json::Value* const favorite = file.find("favorite");
  read.favorite = favorite != nullptr && favorite->as_bool().value_or(false);
  read_place(file, read);
  read_tags(file, read);
  read_lists(file, read);
  return read;
}

}  // namespace audmg::client
