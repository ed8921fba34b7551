// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/pugixml/document.hpp"

#include "audmg/core/utf8.hpp"

#include <iterator>
#include <pugixml.hpp>
#include <utility>

namespace audmg::xml {
namespace {

pugi::xml_node node_of(void* node) {
  return pugi::xml_node(static_cast<pugi::xml_node_struct*>(node));
}

/// Finds by name with its length, because pugixml's own search requires a zero at the end.
pugi::xml_node find_child(const pugi::xml_node& parent, std::string_view name) {
  for (const pugi::xml_node& child : parent.children()) {
    if (child.type() == pugi::node_element && name == child.name()) return child;
  }
  return {};
}

/// pugixml neither limits depth nor refuses a second root; walked without recursion.
Result<void> check_shape(const pugi::xml_document& document, const Limits& limits) {
  std::size_t roots = 0;
  for (const pugi::xml_node& child : document.children()) {
    if (child.type() == pugi::node_element) ++roots;
  }
  if (roots != 1) return fail(ErrorCode::invalid_argument, "XML without exactly one root");
  std::size_t depth = 1;
  std::size_t nodes = 0;
  pugi::xml_node node = document.document_element();
  while (node) {
    nodes +=
        1 + static_cast<std::size_t>(std::distance(node.attributes_begin(), node.attributes_end()));
    if (nodes > limits.max_nodes) return fail(ErrorCode::too_large, "XML of too many nodes");
    if (node.first_child()) {
      node = node.first_child();
      if (++depth > limits.max_depth + 1) return fail(ErrorCode::too_large, "XML too deep");
      continue;
    }
    while (node && !node.next_sibling()) {
      node = node.parent();
      --depth;
      if (node.type() == pugi::node_document) return {};
    }
    node = node.next_sibling();
  }
  return {};
}

}  // namespace

std::string_view Element::name() const noexcept { return node_of(node_).name(); }

std::string_view Element::text() const noexcept { return node_of(node_).text().get(); }

std::optional<std::string_view> Element::child_text(std::string_view name) const noexcept {
  const pugi::xml_node found = find_child(node_of(node_), name);
  if (!found) return std::nullopt;
  return found.text().get();
}

std::optional<Element> Element::child(std::string_view name) const noexcept {
  const pugi::xml_node found = find_child(node_of(node_), name);
  if (!found) return std::nullopt;
  return Element(found.internal_object());
}

std::vector<Element> Element::children() const {
  std::vector<Element> found;
  for (const pugi::xml_node& child : node_of(node_).children()) {
    if (child.type() == pugi::node_element) found.push_back(Element(child.internal_object()));
  }
  return found;
}

std::vector<Attribute> Element::attributes() const {
  std::vector<Attribute> found;
  for (const pugi::xml_attribute& attribute : node_of(node_).attributes()) {
    found.push_back({attribute.name(), attribute.value()});
  }
  return found;
}

std::vector<Element> Element::children(std::string_view name) const {
  std::vector<Element> found = children();
  std::erase_if(found, [&](const Element& child) { return child.name() != name; });
  return found;
}

struct Document::State {
  pugi::xml_document document;
};

Document::Document(std::unique_ptr<State> state) : state_(std::move(state)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Result<Document> Document::parse(std::string_view text, const Limits& limits) {
  if (text.size() > limits.max_bytes) return fail(ErrorCode::too_large, "XML of too many bytes");
  if (!count_code_points(text)) return fail(ErrorCode::invalid_argument, "XML that is no UTF-8");
  if (text.find('\0') != std::string_view::npos) {
    return fail(ErrorCode::invalid_argument, "XML with a zero byte");
  }
  auto state = std::make_unique<State>();
  // parse_doctype makes a node of it, so that it can be seen and refused.
  constexpr unsigned kOptions =
      pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol | pugi::parse_doctype;
  const pugi::xml_parse_result parsed =
      state->document.load_buffer(text.data(), text.size(), kOptions, pugi::encoding_utf8);
  if (!parsed) {
    return fail(ErrorCode::invalid_argument,
                std::string("XML is not well-formed: ") + parsed.description());
  }
  for (const pugi::xml_node& child : state->document.children()) {
    if (child.type() == pugi::node_doctype) {
      return fail(ErrorCode::invalid_argument, "XML with a document type");
    }
  }
  AUDMG_CHECK(check_shape(state->document, limits));
  return Document(std::move(state));
}

Element Document::root() const noexcept {
  return Element(state_->document.document_element().internal_object());
}

}  // namespace audmg::xml
