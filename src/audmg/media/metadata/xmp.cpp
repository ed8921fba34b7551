// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/xmp.hpp"

#include "audmg/core/text.hpp"
#include "audmg/media/metadata/coordinate_text.hpp"
#include "audmg/media/metadata/exif_directories.hpp"
#include "audmg/media/metadata/fact_text.hpp"
#include "audmg/media/metadata/fact_values.hpp"
#include "audmg/media/metadata/timestamp.hpp"
#include "audmg/media/metadata/xmp_properties.hpp"

#include <array>
#include <cmath>
#include <initializer_list>
#include <utility>

namespace audmg::media {
namespace {

using enum XmpSchema;
/// Names of properties with the same meaning, the best first.
using Names = std::initializer_list<std::pair<XmpSchema, std::string_view>>;

std::string first_line(const XmpProperties& xmp, std::size_t max_bytes, Names names) {
  for (const auto& [schema, name] : names) {
    std::string text = clean_line(xmp.text(schema, name), max_bytes);
    if (!text.empty()) return text;
  }
  return {};
}

std::string first_description(const XmpProperties& xmp, Names names) {
  for (const auto& [schema, name] : names) {
    std::string text = clean_description(xmp.text(schema, name));
    if (!text.empty()) return text;
  }
  return {};
}

std::string first_time(const XmpProperties& xmp, Names names) {
  for (const auto& [schema, name] : names) {
    if (const auto time = parse_timestamp(xmp.text(schema, name))) return time->text();
  }
  return {};
}

std::optional<double> first_number(const XmpProperties& xmp, const FactRange& range, Names names) {
  for (const auto& [schema, name] : names) {
    if (const auto value = in_range(parse_fraction(xmp.text(schema, name)), range)) return value;
  }
  return std::nullopt;
}

std::string creators(const XmpProperties& xmp, std::size_t max_bytes) {
  std::string all;
  for (const std::string_view name : xmp.list(dublin_core, "creator")) {
    const std::string clean = clean_line(name, max_bytes);
    if (clean.empty()) continue;
    if (!all.empty()) all += ", ";
    all += clean;
    if (all.size() > max_bytes) break;
  }
  if (!all.empty()) return clean_line(all, max_bytes);
  return first_line(xmp, max_bytes, {{tiff, "Artist"}});
}

/// Adds the flat keywords, then the last level of those hierarchical ones that are not among them:
/// "Places|Portugal|Porto".
std::vector<std::string> keywords(const XmpProperties& xmp) {
  struct Hierarchy {
    XmpSchema schema;
    std::string_view name;
    char separator;
  };
  constexpr std::array<Hierarchy, 4> kHierarchies{{{lightroom, "hierarchicalSubject", '|'},
                                                   {digikam, "TagsList", '/'},
                                                   {microsoft_photo, "LastKeywordXMP", '/'},
                                                   {media_pro, "CatalogSets", '|'}}};
  std::vector<std::string> all;
  for (const std::string_view word : xmp.list(dublin_core, "subject")) add_keyword(all, word);
  for (const Hierarchy& hierarchy : kHierarchies) {
    for (const std::string_view path : xmp.list(hierarchy.schema, hierarchy.name)) {
      add_keyword(all, path.substr(path.rfind(hierarchy.separator) + 1));
    }
  }
  return all;
}

std::optional<std::uint32_t> rating(const XmpProperties& xmp) {
  const auto number = [&](XmpSchema schema) { return parse_fraction(xmp.text(schema, "Rating")); };
  if (const auto stars = number(basic)) return rating_of(stars);
  if (const auto percent = number(microsoft_photo)) return rating_of_percent(percent);
  return rating_of(number(acdsee));
}

std::string name_of_place(const XmpProperties& xmp) {
  std::string name = place_name({xmp.text(iptc_core, "Location"), xmp.text(photoshop, "City"),
                                 xmp.text(photoshop, "State"), xmp.text(photoshop, "Country")});
  for (const std::string_view place : {"LocationCreated", "LocationShown"}) {
    if (!name.empty()) break;
    const auto part = [&](std::string_view field) {
      return xmp.field(iptc_extension, place, field);
    };
    name =
        place_name({part("Sublocation"), part("City"), part("ProvinceState"), part("CountryName")});
  }
  return name;
}

std::optional<Place> place_of(const XmpProperties& xmp) {
  Place place;
  place.latitude =
      in_range(parse_coordinate(xmp.text(exif, "GPSLatitude"), Axis::latitude), kLatitude);
  place.longitude =
      in_range(parse_coordinate(xmp.text(exif, "GPSLongitude"), Axis::longitude), kLongitude);
  const bool is_known =
      place.latitude && place.longitude && (*place.latitude != 0 || *place.longitude != 0);
  if (is_known) {
    auto altitude = parse_fraction(xmp.text(exif, "GPSAltitude"));
    if (altitude && trim(xmp.text(exif, "GPSAltitudeRef")) == "1") altitude = -std::abs(*altitude);
    place.altitude_metres = in_range(altitude, kAltitude);
  } else {
    place.latitude.reset();
    place.longitude.reset();
  }
  place.name = name_of_place(xmp);
  if (!is_known && place.name.empty()) return std::nullopt;
  return place;
}

void add_camera(const XmpProperties& xmp, std::size_t max_text_bytes, ImageFacts& facts) {
  facts.camera_make = first_line(xmp, max_text_bytes, {{tiff, "Make"}});
  facts.camera_model = first_line(xmp, max_text_bytes, {{tiff, "Model"}});
  facts.lens = first_line(xmp, max_text_bytes,
                          {{exif_ex, "LensModel"}, {exif_aux, "Lens"}, {exif, "LensModel"}});
  facts.exposure_seconds = first_number(xmp, kExposure, {{exif, "ExposureTime"}});
  facts.f_number = first_number(xmp, kFNumber, {{exif, "FNumber"}});
  facts.focal_length_millimetres = first_number(xmp, kFocalLength, {{exif, "FocalLength"}});
  const auto iso = first_number(xmp, {1, kMaxIso},
                                {{exif_ex, "PhotographicSensitivity"},
                                 {exif, "PhotographicSensitivity"},
                                 {exif, "ISOSpeedRatings"}});
  if (iso) facts.iso = static_cast<std::uint32_t>(*iso);
}

}  // namespace

Result<FoundFacts> read_xmp(std::string_view packet, std::size_t max_text_bytes) {
  AUDMG_TRY(const XmpProperties xmp, XmpProperties::parse(packet));
  FoundFacts found;
  ImageFacts& facts = found.image;
  facts.taken_at = first_time(xmp, {{exif, "DateTimeOriginal"},
                                    {photoshop, "DateCreated"},
                                    {basic, "CreateDate"},
                                    {exif, "DateTimeDigitized"}});
  found.changed_at = first_time(xmp, {{tiff, "DateTime"}});
  found.position_time = first_time(xmp, {{exif, "GPSTimeStamp"}, {exif, "GPSDateTime"}});
  add_camera(xmp, max_text_bytes, facts);
  facts.place = place_of(xmp);
  facts.title = first_line(xmp, max_text_bytes, {{dublin_core, "title"}, {photoshop, "Headline"}});
  facts.description =
      first_description(xmp, {{dublin_core, "description"}, {tiff, "ImageDescription"}});
  facts.keywords = keywords(xmp);
  facts.rating = rating(xmp);
  facts.creator = creators(xmp, max_text_bytes);
  facts.copyright = first_line(xmp, max_text_bytes, {{dublin_core, "rights"}, {tiff, "Copyright"}});
  return found;
}

}  // namespace audmg::media
