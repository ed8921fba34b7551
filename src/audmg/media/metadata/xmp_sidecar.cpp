// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/xmp_sidecar.hpp"

#include "audmg/core/utf8.hpp"
#include "audmg/media/metadata/timestamp.hpp"
#include "audmg/media/metadata/xmp.hpp"
#include "audmg/media/record/record_limits.hpp"

namespace audmg::media {
namespace {

template <class Value>
void overwrite(Value& into, const Value& value) {
  if (value != Value{}) into = value;
}

/// Keeps the offset that only the file itself knows.
void overwrite_time(std::string& into, const std::string& time) {
  const auto known = parse_timestamp(into);
  const auto said = parse_timestamp(time);
  const bool is_same = known && said && known->local == said->local && said->offset.empty();
  if (!is_same) overwrite(into, time);
}

void overwrite_place(std::optional<Place>& into, const std::optional<Place>& place) {
  if (!place) return;
  if (!into) into.emplace();
  if (place->latitude) {
    into->latitude = place->latitude;
    into->longitude = place->longitude;
    into->altitude_metres = place->altitude_metres;
  }
  overwrite(into->name, place->name);
}

}  // namespace

Result<FoundFacts> read_xmp_sidecar(std::string_view bytes) {
  auto found = read_xmp(bytes, kMaxTextFactBytes);
  if (found) return found;
  if (found.error().code == ErrorCode::too_large) {
    return fail(ErrorCode::too_large, "The sidecar is too large.");
  }
  return fail(ErrorCode::invalid_argument, "The sidecar is not an XMP file.");
}

void apply_sidecar(const FoundFacts& sidecar, ImageFacts& facts) {
  const ImageFacts& from = sidecar.image;
  overwrite_time(facts.taken_at, from.taken_at);
  overwrite(facts.camera_make, from.camera_make);
  overwrite(facts.camera_model, from.camera_model);
  overwrite(facts.lens, from.lens);
  overwrite(facts.exposure_seconds, from.exposure_seconds);
  overwrite(facts.f_number, from.f_number);
  overwrite(facts.focal_length_millimetres, from.focal_length_millimetres);
  overwrite(facts.iso, from.iso);
  overwrite_place(facts.place, from.place);
  overwrite(facts.title, from.title);
  overwrite(facts.description, from.description);
  overwrite(facts.keywords, from.keywords);
  overwrite(facts.rating, from.rating);
  overwrite(facts.creator, from.creator);
  overwrite(facts.copyright, from.copyright);
}

void apply_sidecar(const FoundFacts& sidecar, AudioFacts& facts) {
  const ImageFacts& from = sidecar.image;
  overwrite_time(facts.taken_at, from.taken_at);
  overwrite_place(facts.place, from.place);
  overwrite(facts.tags.title, from.title);
  overwrite(facts.tags.comment, std::string(utf8_prefix(from.description, kMaxCommentBytes)));
  overwrite(facts.tags.copyright, from.copyright);
}

}  // namespace audmg::media
