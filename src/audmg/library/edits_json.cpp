// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/json/writer.hpp"
#include "audmg/library/edit_fields.hpp"
#include "audmg/library/edits.hpp"

#include <utility>

namespace audmg::library {
namespace {

/// Longer than any edits within the limits.
constexpr std::size_t kMaxEditsBytes = std::size_t{256} * 1024;
constexpr std::string_view kUploadedName = "uploadedName";

template <class T>
void write(json::Writer& json, std::string_view name, const std::optional<T>& value) {
  if (value) json.field(name, *value);
}

void write(json::Writer& json, std::string_view name,
           const std::optional<std::vector<std::string>>& list) {
  if (!list) return;
  json.key(name).begin_array();
  for (const std::string& entry : *list) json.value(entry);
  json.end_array();
}

void write_place(json::Writer& json, const PlaceEdits& place) {
  if (place == PlaceEdits{}) return;
  json.key("place").begin_object();
  write(json, "name", place.name);
  write(json, "latitude", place.latitude);
  write(json, "longitude", place.longitude);
  json.end_object();
}

void write_tags(json::Writer& json, const TagEdits& tags) {
  if (tags == TagEdits{}) return;
  json.key("tags").begin_object();
  visit_tag_fields([&](const auto& field) { write(json, field.name, tags.*field.member); });
  write(json, "compilation", tags.compilation);
  json.end_object();
}

}  // namespace

std::string edits_to_json(const FileEdits& edits) {
  if (edits == FileEdits{}) return {};
  json::Writer json;
  json.begin_object();
  write(json, kUploadedName, edits.uploaded_name);
  visit_file_fields([&](const auto& field) { write(json, field.name, edits.*field.member); });
  write(json, "date", edits.date);
  if (edits.favorite) json.field("favorite", true);
  write_place(json, edits.place);
  write_tags(json, edits.tags);
  json.end_object();
  return std::move(json).take();
}

Result<FileEdits> edits_from_json(std::string_view text) {
  FileEdits edits;
  if (text.empty()) return edits;
  const auto value = json::parse(text, {.max_bytes = kMaxEditsBytes});
  if (!value) return fail(ErrorCode::corrupt, "edits that are not JSON: " + value.error().reason);
  // What was stored was checked against the kind of its file.
  const auto faults = apply_patch(*value, database::FileKind::audio, edits);
  if (!faults.empty()) {
    return fail(ErrorCode::corrupt, "edits with an impossible " + faults.front().field);
  }
  if (const json::Value* name = value->find(kUploadedName)) {
    if (name->as_string() == nullptr) return fail(ErrorCode::corrupt, "edits without a name");
    edits.uploaded_name = *name->as_string();
  }
  return edits;
}

}  // namespace audmg::library
