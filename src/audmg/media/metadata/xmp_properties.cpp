// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/xmp_properties.hpp"

#include "audmg/core/text.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/media/metadata/fact_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace audmg::media {
namespace {

using xml::Attribute;
using xml::Element;

constexpr std::size_t kMaxProperties = 2000;  // that we know; a packet has some dozens
constexpr std::size_t kMaxPrefixes = 200;
constexpr xml::Limits kLimits{
    .max_bytes = 3 * kMaxXmpBytes,  // U+FFFD is longer than the byte that it stands for
    .max_depth = 32,
    .max_nodes = 100'000};

// Without their last character, "/" or "#", which some writers leave out.
constexpr std::array<std::pair<std::string_view, XmpSchema>, 15> kSchemas{
    {{"http://purl.org/dc/elements/1.1", XmpSchema::dublin_core},
     {"http://ns.adobe.com/xap/1.0", XmpSchema::basic},
     {"http://ns.adobe.com/photoshop/1.0", XmpSchema::photoshop},
     {"http://ns.adobe.com/lightroom/1.0", XmpSchema::lightroom},
     {"http://ns.adobe.com/exif/1.0", XmpSchema::exif},
     {"http://cipa.jp/exif/1.0", XmpSchema::exif_ex},
     {"http://ns.adobe.com/exif/1.0/aux", XmpSchema::exif_aux},
     {"http://ns.adobe.com/tiff/1.0", XmpSchema::tiff},
     {"http://iptc.org/std/Iptc4xmpCore/1.0/xmlns", XmpSchema::iptc_core},
     {"http://iptc.org/std/Iptc4xmpExt/2008-02-29", XmpSchema::iptc_extension},
     {"http://www.digikam.org/ns/1.0", XmpSchema::digikam},
     {"http://ns.microsoft.com/photo/1.0", XmpSchema::microsoft_photo},
     {"http://ns.acdsee.com/iptc/1.0", XmpSchema::acdsee},
     {"http://ns.iview-multimedia.com/mediapro/1.0", XmpSchema::media_pro},
     {"http://ns.adobe.com/xmp/1.0/DynamicMedia", XmpSchema::dynamic_media}}};

std::string_view local_name(std::string_view qualified) {
  const auto colon = qualified.find(':');
  return colon == std::string_view::npos ? qualified : qualified.substr(colon + 1);
}

bool is_named(const Element& element, std::string_view name) {
  return local_name(element.name()) == name;
}

std::optional<Element> child_named(const Element& parent, std::string_view name) {
  for (const Element& child : parent.children()) {
    if (is_named(child, name)) return child;
  }
  return std::nullopt;
}

std::string_view attribute_named(const Element& element, std::string_view name) {
  for (const Attribute& attribute : element.attributes()) {
    if (local_name(attribute.name) == name) return attribute.value;
  }
  return {};
}

bool is_container(const Element& element) {
  return is_named(element, "Alt") || is_named(element, "Bag") || is_named(element, "Seq");
}

/// The value of an element that is not a container: its text, or that of its rdf:value, when it has
/// qualifiers.
std::string_view value_of(const Element& element) {
  if (const std::string_view text = trim(element.text(), " \t\r\n"); !text.empty()) return text;
  if (const auto value = child_named(element, "value")) return value->text();
  if (const auto described = child_named(element, "Description")) {
    if (const auto value = child_named(*described, "value")) return value->text();
    return attribute_named(*described, "value");
  }
  return attribute_named(element, "resource");
}

std::optional<Element> container_of(const Element& element) {
  for (const Element& child : element.children()) {
    if (is_container(child)) return child;
  }
  return std::nullopt;
}

std::string_view text_of(const Element& element) {
  const auto container = container_of(element);
  if (!container) return value_of(element);
  std::string_view first;
  for (const Element& item : container->children()) {
    const std::string_view value = value_of(item);
    if (attribute_named(item, "lang") == "x-default" && !value.empty()) return value;
    if (first.empty()) first = value;
  }
  return first;
}

void add_prefixes(std::vector<Attribute>& scope, const Element& element) {
  constexpr std::string_view kDeclaration = "xmlns:";
  for (Attribute attribute : element.attributes()) {
    if (!attribute.name.starts_with(kDeclaration) || scope.size() >= kMaxPrefixes) continue;
    attribute.name.remove_prefix(kDeclaration.size());
    scope.push_back(attribute);
  }
}

std::optional<XmpSchema> schema_of(std::string_view prefix, const std::vector<Attribute>& scope) {
  const auto declared = std::ranges::find(scope.rbegin(), scope.rend(), prefix, &Attribute::name);
  if (declared == scope.rend()) return std::nullopt;
  const std::string_view name = trim_right(declared->value, "/#");
  const auto* known =
      std::ranges::find(kSchemas, name, [](const auto& schema) { return schema.first; });
  if (known == kSchemas.end()) return std::nullopt;
  return known->second;
}

/// Returns the XML document inside of `packet` as UTF-8: what stands around it is padding.
std::string document_text(std::string_view packet) {
  std::string text;
  if (packet.starts_with("\xfe\xff") || packet.starts_with(std::string_view("\0<", 2))) {
    text = utf8_from_utf16(packet, false);
  } else if (packet.starts_with("\xff\xfe") || packet.starts_with(std::string_view("<\0", 2))) {
    text = utf8_from_utf16(packet, true);
  } else {
    text = to_valid_utf8(packet, kLimits.max_bytes);
    std::ranges::replace(text, '\0', ' ');
  }
  const auto begin = text.find('<');
  const auto end = text.rfind('>');
  if (begin == std::string::npos || end == std::string::npos || end < begin) return {};
  return text.substr(begin, end + 1 - begin);
}

}  // namespace

Result<XmpProperties> XmpProperties::parse(std::string_view packet) {
  if (packet.size() > kMaxXmpBytes) return fail(ErrorCode::too_large, "XMP of too many bytes");
  AUDMG_TRY(xml::Document document, xml::Document::parse(document_text(packet), kLimits));
  XmpProperties properties(std::move(document));
  const Element root = properties.document_.root();
  const auto rdf = is_named(root, "RDF") ? std::optional(root) : child_named(root, "RDF");
  if (!rdf) return fail(ErrorCode::invalid_argument, "XML that is not XMP");
  Scope scope;
  add_prefixes(scope, root);
  add_prefixes(scope, *rdf);
  for (const Element& description : rdf->children()) {
    properties.add_description(description, scope);
  }
  return properties;
}

void XmpProperties::add_description(const Element& description, Scope scope) {
  add_prefixes(scope, description);
  for (const Attribute& attribute : description.attributes()) {
    add(attribute.name, scope, {.value = attribute.value});
  }
  for (const Element& child : description.children()) {
    const std::size_t outer = scope.size();
    add_prefixes(scope, child);
    add(child.name(), scope, {.element = child});
    scope.resize(outer);
  }
}

void XmpProperties::add(std::string_view qualified_name, const Scope& scope, Property property) {
  std::string_view name = qualified_name;
  const std::string_view prefix = take_until(name, ':');
  const auto schema = schema_of(prefix, scope);
  if (!schema || name.empty() || properties_.size() >= kMaxProperties) return;
  property.schema = *schema;
  property.name = name;
  properties_.push_back(property);
}

const XmpProperties::Property* XmpProperties::find(XmpSchema schema, std::string_view name) const {
  for (const Property& property : properties_) {
    if (property.schema == schema && property.name == name) return &property;
  }
  return nullptr;
}

std::string_view XmpProperties::text(XmpSchema schema, std::string_view name) const {
  const Property* property = find(schema, name);
  if (property == nullptr) return {};
  return property->element ? text_of(*property->element) : property->value;
}

std::vector<std::string_view> XmpProperties::list(XmpSchema schema, std::string_view name) const {
  const Property* property = find(schema, name);
  if (property == nullptr) return {};
  if (!property->element) return {property->value};
  const auto container = container_of(*property->element);
  if (!container) return {value_of(*property->element)};
  std::vector<std::string_view> values;
  for (const Element& item : container->children()) values.push_back(value_of(item));
  return values;
}

std::string_view XmpProperties::field(XmpSchema schema, std::string_view name,
                                      std::string_view field_name) const {
  const Property* property = find(schema, name);
  if (property == nullptr || !property->element) return {};
  Element structure = *property->element;
  if (const auto container = container_of(structure)) {
    const std::vector<Element> items = container->children();
    if (items.empty()) return {};
    structure = items.front();
  }
  if (const auto described = child_named(structure, "Description")) structure = *described;
  if (const auto child = child_named(structure, field_name)) return text_of(*child);
  return attribute_named(structure, field_name);
}

}  // namespace audmg::media
