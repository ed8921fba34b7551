// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/library/catalogue_entry.hpp"

#include "audmg/core/number.hpp"
#include "audmg/core/text.hpp"
#include "audmg/library/file_view.hpp"
#include "audmg/media/record/facts.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iterator>
#include <string>
#include <utility>

namespace audmg::library {
namespace {

constexpr std::uint32_t kMostAspect = 1'000'000;

/// Makers often begin the model with their name.
std::string camera_name(const media::ImageFacts& image) {
  if (image.camera_make.empty()) return image.camera_model;
  const std::string make = lower_case(image.camera_make);
  if (lower_case(image.camera_model).starts_with(make)) return image.camera_model;
  return image.camera_model.empty() ? image.camera_make
                                    : image.camera_make + ' ' + image.camera_model;
}

void add_image(catalogue::Entry& entry, const media::ImageFacts& image) {
  entry.camera = camera_name(image);
  entry.lens = image.lens;
  entry.difference_hash = parse_hexadecimal<std::uint64_t>(image.difference_hash);
  if (image.height == 0) return;
  const auto aspect = std::llround(1000.0 * image.width / image.height);
  entry.aspect = static_cast<std::uint32_t>(std::clamp<long long>(aspect, 0, kMostAspect));
}

void add_audio(catalogue::Entry& entry, const media::AudioFacts& audio) {
  const media::AudioTags& tags = audio.tags;
  if (audio.duration_seconds > 0) {
    entry.duration = std::chrono::milliseconds(std::llround(audio.duration_seconds * 1000));
  }
  entry.artist = tags.artist;
  entry.artists = tags.artists;
  entry.album = tags.album;
  entry.album_artist = tags.album_artist;
  entry.album_artists = tags.album_artists;
  entry.genres = tags.genres;
  entry.composer = tags.composer;
  entry.year = tags.year.value_or(0);
  entry.disc = tags.disc.value_or(0);
  entry.track = tags.track.value_or(0);
  entry.compilation = tags.compilation;
  entry.release_id = tags.music_brainz.release_id;
  if (!tags.comment.empty()) entry.other_text.push_back(tags.comment);
}

}  // namespace

catalogue::Entry bare_catalogue_entry(const database::File& file) {
  return {.id = file.id,
          .kind = file.kind,
          .status = file.status,
          .size = file.size,
          .date = catalogue::LocalTime(file.uploaded_at.time_since_epoch()),
          .name = file.name,
          .collections = file.collections};
}

Result<catalogue::Entry> catalogue_entry(const database::File& file) {
  AUDMG_TRY(FileView view, view_of(file));
  catalogue::Entry entry = bare_catalogue_entry(file);
  entry.date = view.date.clock;
  entry.title = std::move(view.title);
  entry.description = std::move(view.description);
  entry.keywords = std::move(view.keywords);
  entry.rating = view.rating.value_or(0);
  entry.favorite = view.favorite;
  for (std::string& text : {std::ref(view.creator), std::ref(view.copyright)}) {
    if (!text.empty() && file.kind == database::FileKind::image) entry.other_text.push_back(text);
  }
  if (view.place) {
    entry.place = view.place->name;
    if (!entry.place.empty()) entry.place_names.push_back(entry.place);
    std::ranges::move(view.place->names, std::back_inserter(entry.place_names));
    if (view.place->latitude && view.place->longitude) {
      entry.coordinates =
          catalogue::Coordinates::of_degrees(*view.place->latitude, *view.place->longitude);
    }
  }
  if (view.record.dominant_color.starts_with('#')) {
    const auto color =
        parse_hexadecimal<std::uint64_t>(std::string_view(view.record.dominant_color).substr(1));
    if (color) entry.color = static_cast<std::uint32_t>(*color);
  }
  if (view.record.image) add_image(entry, *view.record.image);
  if (view.record.audio) add_audio(entry, *view.record.audio);
  return entry;
}

}  // namespace audmg::library
