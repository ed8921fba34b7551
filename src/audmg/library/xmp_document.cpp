// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/library/xmp_document.hpp"

#include "audmg/lib/pugixml/writer.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string_view>

namespace audmg::library {
namespace {

constexpr std::string_view kHead =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
    "<rdf:Description rdf:about=\"\""
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
    " xmlns:exif=\"http://ns.adobe.com/exif/1.0/\""
    " xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\""
    " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
    " xmlns:xmpDM=\"http://ns.adobe.com/xmp/1.0/DynamicMedia/\""
    " xmlns:Iptc4xmpCore=\"http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/\">\n";
constexpr std::string_view kTail = "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n";

class Properties {
 public:
  void text(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    xml::append_element(text_, name, value);
    text_ += '\n';
  }
  void number(std::string_view name, const std::optional<std::uint32_t>& value) {
    if (value) text(name, std::to_string(*value));
  }
  /// A text that may come in several languages; ours has none.
  void words(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    open(name, "rdf:Alt");
    text_ += "<rdf:li xml:lang=\"x-default\">";
    xml::append_text(text_, value);
    text_ += "</rdf:li>";
    close(name, "rdf:Alt");
  }
  void list(std::string_view name, const std::vector<std::string>& values) {
    if (values.empty()) return;
    open(name, "rdf:Bag");
    for (const std::string& value : values) xml::append_element(text_, "rdf:li", value);
    close(name, "rdf:Bag");
  }

  [[nodiscard]] const std::string& all() const noexcept { return text_; }

 private:
  void open(std::string_view name, std::string_view container) {
    text_ += fmt::format("<{}><{}>", name, container);
  }
  void close(std::string_view name, std::string_view container) {
    text_ += fmt::format("</{}></{}>\n", container, name);
  }

  std::string text_;
};

/// "48,30.6N": degrees, and minutes with a fraction, as XMP has them.
std::string coordinate(double degrees, char positive, char negative) {
  constexpr double kMinutes = 60;
  const double size = std::abs(degrees);
  const double whole = std::floor(size);
  return fmt::format("{:.0f},{:.6f}{}", whole, (size - whole) * kMinutes,
                     degrees < 0 ? negative : positive);
}

}  // namespace

XmpFacts xmp_facts_of(const FileEdits& edits) {
  const auto number = [](const std::optional<std::uint32_t>& value) {
    return value == 0U ? std::nullopt : value;
  };
  return {.title = edits.title.value_or(""),
          .description = edits.description.value_or(""),
          .keywords = edits.keywords.value_or(std::vector<std::string>{}),
          .rating = number(edits.rating),
          .date = edits.date.value_or(""),
          .place_name = edits.place.name.value_or(""),
          .latitude = edits.place.latitude,
          .longitude = edits.place.longitude,
          .artist = edits.tags.artist.value_or(""),
          .album = edits.tags.album.value_or(""),
          .genre = edits.tags.genre.value_or(""),
          .composer = edits.tags.composer.value_or(""),
          .track = number(edits.tags.track),
          .disc = number(edits.tags.disc)};
}

std::string xmp_document(const XmpFacts& facts) {
  Properties properties;
  properties.words("dc:title", facts.title);
  properties.words("dc:description", facts.description);
  properties.list("dc:subject", facts.keywords);
  properties.number("xmp:Rating", facts.rating);
  // The first is for pictures from cameras, the second for everything else; readers differ.
  properties.text("exif:DateTimeOriginal", facts.date);
  properties.text("photoshop:DateCreated", facts.date);
  properties.text("Iptc4xmpCore:Location", facts.place_name);
  if (facts.latitude && facts.longitude) {
    properties.text("exif:GPSLatitude", coordinate(*facts.latitude, 'N', 'S'));
    properties.text("exif:GPSLongitude", coordinate(*facts.longitude, 'E', 'W'));
  }
  properties.text("xmpDM:artist", facts.artist);
  properties.text("xmpDM:album", facts.album);
  properties.text("xmpDM:genre", facts.genre);
  properties.text("xmpDM:composer", facts.composer);
  properties.number("xmpDM:trackNumber", facts.track);
  properties.number("xmpDM:discNumber", facts.disc);
  if (properties.all().empty()) return {};
  std::string document(kHead);
  document += properties.all();
  document += kTail;
  return document;
}

}  // namespace audmg::library
