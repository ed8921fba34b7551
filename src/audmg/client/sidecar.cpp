// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/sidecar.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/library/xmp_document.hpp"

namespace audmg::client {
namespace {

/// A date that is only the time of an upload or of a file's last change is written in UTC with
/// milliseconds: nobody said it.
bool is_said_date(const RemoteFile& file) {
  return !file.date.empty() && !parse_rfc3339(file.date).has_value();
}

}  // namespace

std::string sidecar_of(const RemoteFile& file) {
  const bool is_changed = file.revision > 1;
  const bool is_audio = file.kind == "audio";
  library::XmpFacts facts{.description = file.description,
                          .keywords = file.keywords,
                          .rating = file.rating,
                          .place_name = file.place_name,
                          .latitude = file.latitude,
                          .longitude = file.longitude};
  if (facts.rating == 0U) facts.rating.reset();
  if (!is_audio || is_changed) facts.title = file.title;
  if (is_audio && is_changed) {
    facts.artist = file.artist;
    facts.album = file.album;
    facts.genre = file.genre;
    facts.composer = file.composer;
    facts.track = file.track;
    facts.disc = file.disc;
  }
  const bool has_words = facts != library::XmpFacts{};
  const bool has_new_date = is_changed && is_said_date(file) && file.date != file.taken_at;
  if (has_words || has_new_date) facts.date = is_said_date(file) ? file.date : "";
  return library::xmp_document(facts);
}

}  // namespace audmg::client
