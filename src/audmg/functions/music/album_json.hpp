// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/music.hpp"
#include "audmg/lib/json/writer.hpp"

namespace audmg::functions {

/// Writes the members of an album into an open object.
void write_album(json::Writer& json, const catalogue::Album& album);

}  // namespace audmg::functions
