// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/library/xmp_document.hpp"

#include "audmg/lib/pugixml/writer.hpp"
#include "audmg/library/file_view.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string_view>
#include <utility>

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

/// "48,30.600000N": degrees, and minutes with a fraction, as XMP has them. Rounded before it is
/// divided, so that there are never 60 minutes.
std::string coordinate(double degrees, char positive, char negative) {
  constexpr long long kParts = 1'000'000;  // of a minute
  constexpr long long kMinutes = 60;
  const long long parts = std::llround(std::abs(degrees) * kMinutes * kParts);
  const long long minutes = parts / kParts;
  return fmt::format("{},{}.{:06}{}", minutes / kMinutes, minutes % kMinutes, parts % kParts,
                     degrees < 0 ? negative : positive);
}

}  // namespace

XmpFacts xmp_facts_of(const FileEdits& edits) {
  const auto number = [](const std::optional<std::uint32_t>& value) {
    return value == 0U ? std::nullopt : value;
  };
  media::AudioTags tags;
  override_tags(tags, edits);
  return {.title = edits.title.value_or(""),
          .description = edits.description.value_or(""),
          .keywords = edits.keywords.value_or(std::vector<std::string>{}),
          .rating = number(edits.rating),
          .date = edits.date.value_or(""),
          .place_name = edits.place.name.value_or(""),
          .latitude = edits.place.latitude,
          .longitude = edits.place.longitude,
          .artist = std::move(tags.artist),
          .album = std::move(tags.album),
          .genre = std::move(tags.genre),
          .composer = std::move(tags.composer),
          .comment = std::move(tags.comment),
          .lyrics = std::move(tags.lyrics),
          .track = tags.track,
          .disc = tags.disc,
          .year = tags.year,
          .bpm = tags.bpm,
          .compilation = edits.tags.compilation};
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
  properties.text("xmpDM:logComment", facts.comment);
  properties.text("xmpDM:lyrics", facts.lyrics);
  if (facts.year) properties.text("xmpDM:releaseDate", fmt::format("{:04}", *facts.year));
  properties.number("xmpDM:tempo", facts.bpm);
  if (facts.compilation) {
    properties.text("xmpDM:partOfCompilation", *facts.compilation ? "True" : "False");
  }
  if (properties.all().empty()) return {};
  std::string document(kHead);
  document += properties.all();
  document += kTail;
  return document;
}

}  // namespace audmg::library
