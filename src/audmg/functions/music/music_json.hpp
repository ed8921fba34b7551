// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/music.hpp"
#include "audmg/lib/json/writer.hpp"

namespace audmg::functions {

/// Writes an artist or a genre with its numbers of albums and tracks.
template <class Named>
void write_counts(json::Writer& json, const Named& named) {
  json.begin_object()
      .field("name", named.name)
      .field("albums", named.albums)
      .field("tracks", named.tracks)
      .end_object();
}

/// Writes the members of an album into an open object.
void write_album(json::Writer& json, const catalogue::Album& album);

}  // namespace audmg::functions
