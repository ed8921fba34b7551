// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/music/music_json.hpp"

#include <chrono>

namespace audmg::functions {

void write_album(json::Writer& json, const catalogue::Album& album) {
  json.field("albumId", album.id).field("title", album.title);
  if (!album.artist.empty()) json.field("artist", album.artist);
  if (album.year > 0) json.field("year", album.year);
  json.field("tracks", album.tracks)
      .field("durationSeconds", std::chrono::duration<double>(album.duration).count())
      .field("coverFileId", album.cover.text());
}

}  // namespace audmg::functions
