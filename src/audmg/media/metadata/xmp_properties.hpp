// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/pugixml/document.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::media {

/// The namespaces whose properties we read.
enum class XmpSchema : std::uint8_t {
  dublin_core,
  basic,  ///< of XMP itself
  photoshop,
  lightroom,
  exif,
  exif_ex,
  exif_aux,
  tiff,
  iptc_core,
  iptc_extension,
  digikam,
  microsoft_photo,
  acdsee,
  media_pro,
  dynamic_media,
};

/// Longest XMP packet, in bytes, that is read. Packets with a depth map or an edit history inside
/// are longer; they say in the first part what we want, but are not valid without the rest.
inline constexpr std::size_t kMaxXmpBytes = std::size_t{1024} * 1024;

/// The properties of an XMP packet (ISO 16684-1): RDF in one of the forms that XMP allows, as
/// elements or as attributes, under whatever prefixes its namespaces have.
class XmpProperties {
 public:
  /// Reads a packet or a sidecar file: UTF-8, UTF-16 with a byte order mark, or UTF-8 with foreign
  /// bytes, which are replaced. Errors: too_large (over kMaxXmpBytes or the depth or number of
  /// nodes that any real one has), invalid_argument (not XML, or with a document type; not XMP).
  [[nodiscard]] static Result<XmpProperties> parse(std::string_view packet);

  /// Returns the value of a simple property, the default language of a text in several, or the
  /// first entry of a list; "" when there is none.
  [[nodiscard]] std::string_view text(XmpSchema schema, std::string_view name) const;
  /// Returns all entries of a list; a simple property is a list of one.
  [[nodiscard]] std::vector<std::string_view> list(XmpSchema schema, std::string_view name) const;
  /// Returns one field of a structure, or of the first structure in a list; "" when there is none.
  [[nodiscard]] std::string_view field(XmpSchema schema, std::string_view name,
                                       std::string_view field_name) const;

 private:
  struct Property {
    XmpSchema schema = XmpSchema::basic;
    std::string_view name{};
    std::string_view value{};               ///< if it is written as an attribute
    std::optional<xml::Element> element{};  ///< if it is written as an element
  };
  using Scope = std::vector<xml::Attribute>;

  explicit XmpProperties(xml::Document document) : document_(std::move(document)) {}
  void add_description(const xml::Element& description, Scope scope);
  void add(std::string_view qualified_name, const Scope& scope, Property property);
  [[nodiscard]] const Property* find(XmpSchema schema, std::string_view name) const;

  xml::Document document_;
  std::vector<Property> properties_;
};

}  // namespace audmg::media
