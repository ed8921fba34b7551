// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/found_facts.hpp"

#include "audmg/media/metadata/timestamp.hpp"

#include <array>
#include <span>

namespace audmg::media {
namespace {

using Sources = std::span<const FoundFacts* const>;

template <class Value>
void add_unknown_value(Value& into, const Value& value) {
  if (into == Value{}) into = value;
}

void add_unknown_place(ImageFacts& into, const ImageFacts& other) {
  if (!other.place) return;
  if (!into.place) into.place.emplace();
  Place& place = *into.place;
  // The coordinates of one source belong together.
  if (!place.latitude) {
    place.latitude = other.place->latitude;
    place.longitude = other.place->longitude;
    place.altitude_metres = other.place->altitude_metres;
  }
  add_unknown_value(place.name, other.place->name);
}

void add_unknown_camera(ImageFacts& into, const ImageFacts& other) {
  add_unknown_value(into.camera_make, other.camera_make);
  add_unknown_value(into.camera_model, other.camera_model);
  add_unknown_value(into.lens, other.lens);
  add_unknown_value(into.exposure_seconds, other.exposure_seconds);
  add_unknown_value(into.f_number, other.f_number);
  add_unknown_value(into.focal_length_millimetres, other.focal_length_millimetres);
  add_unknown_value(into.iso, other.iso);
}

void add_unknown_words(ImageFacts& into, const ImageFacts& other) {
  add_unknown_value(into.title, other.title);
  add_unknown_value(into.description, other.description);
  add_unknown_value(into.keywords, other.keywords);
  add_unknown_value(into.rating, other.rating);
  add_unknown_value(into.creator, other.creator);
  add_unknown_value(into.copyright, other.copyright);
}

std::string with_offset(const std::string& time, Sources sources) {
  const auto taken = parse_timestamp(time);
  if (!taken || !taken->offset.empty()) return time;
  for (const FoundFacts* source : sources) {
    const auto other = parse_timestamp(source->image.taken_at);
    // "Z" beside a local time is what programs write that know no offset.
    if (other && other->local == taken->local && !other->offset.empty() && other->offset != "Z") {
      return time + other->offset;
    }
  }
  for (const FoundFacts* source : sources) {
    if (const auto utc = parse_timestamp(source->position_time)) {
      const auto longitude = source->image.place ? source->image.place->longitude : std::nullopt;
      return time + offset_between(*taken, *utc, longitude);
    }
  }
  return time;
}

std::string date_of(Sources sources) {
  for (const FoundFacts* source : sources) {
    if (!source->image.taken_at.empty()) return with_offset(source->image.taken_at, sources);
  }
  for (const FoundFacts* source : sources) {
    if (!source->position_time.empty()) return source->position_time;
  }
  for (const FoundFacts* source : sources) {
    if (!source->changed_at.empty()) return source->changed_at;
  }
  return {};
}

}  // namespace

void add_unknown(FoundFacts& into, const FoundFacts& other) {
  add_unknown_value(into.image.taken_at, other.image.taken_at);
  add_unknown_value(into.changed_at, other.changed_at);
  add_unknown_value(into.position_time, other.position_time);
  add_unknown_camera(into.image, other.image);
  add_unknown_place(into.image, other.image);
  add_unknown_words(into.image, other.image);
}

void add_facts(const MetadataSources& sources, ImageFacts& facts) {
  const std::array for_facts{&sources.exif, &sources.xmp, &sources.iptc, &sources.container};
  const std::array for_words{&sources.xmp, &sources.iptc, &sources.exif, &sources.container};
  facts.taken_at = date_of(for_facts);
  for (const FoundFacts* source : for_facts) {
    add_unknown_camera(facts, source->image);
    add_unknown_place(facts, source->image);
  }
  for (const FoundFacts* source : for_words) add_unknown_words(facts, source->image);
}

}  // namespace audmg::media
