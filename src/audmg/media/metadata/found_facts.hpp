// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/record/facts.hpp"

#include <cstddef>
#include <string>

namespace audmg::media {

/// Facts from one source of metadata in a picture. `image` has everything but the size, the
/// frames and what is measured from pixels.
struct FoundFacts {
  ImageFacts image{};
  /// RFC 3339, when the file was last changed: the day of the picture when nothing else is known.
  std::string changed_at{};
  /// RFC 3339, when the position was measured, in UTC.
  std::string position_time{};
};

/// The sources that a file may have, in the order in which dates, places and cameras are believed.
struct MetadataSources {
  FoundFacts exif;
  FoundFacts xmp;
  FoundFacts iptc;
  FoundFacts container;  ///< what the format has for itself: texts of PNG
};

/// Takes from `other` what is unknown in `into`.
void add_unknown(FoundFacts& into, const FoundFacts& other);

/// Adds what the sources say to facts of which only the size is known:
/// * Date: the first of EXIF, XMP, IPTC and container that says when the picture was taken; only if
///   none does, when its position was measured; else when the file was changed, in the same order.
///   A date without an offset gets it from another source that names the same time of the clock, or
///   from the time of the position.
/// * Camera, lens, exposure, coordinates: the first source that has them, in the same order.
/// * Words (title, description, keywords, rating, creator, copyright, name of the place): XMP,
///   IPTC, EXIF, container. Programs in which people write words write XMP; EXIF often has the
///   camera's.
void add_facts(const MetadataSources& sources, ImageFacts& facts);

}  // namespace audmg::media
