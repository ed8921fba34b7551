// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::xml {

class Document;

/// One attribute of an Element: its name as written, and its value with references resolved. Valid
/// as long as the Document.
struct Attribute {
  std::string_view name;
  std::string_view value;
};

/// One element of a Document, which must outlive it. Names are as written; namespace prefixes are
/// not interpreted.
class Element {
 public:
  [[nodiscard]] std::string_view name() const noexcept;
  /// Returns the text directly inside, references resolved; "" when there is none.
  [[nodiscard]] std::string_view text() const noexcept;
  /// Returns the text of the first child of that name; nothing when there is no such child.
  [[nodiscard]] std::optional<std::string_view> child_text(std::string_view name) const noexcept;
  [[nodiscard]] std::optional<Element> child(std::string_view name) const noexcept;
  /// Returns all child elements, in order.
  [[nodiscard]] std::vector<Element> children() const;
  /// Returns all attributes, in order.
  [[nodiscard]] std::vector<Attribute> attributes() const;
  /// Returns the child elements of that name, in order.
  [[nodiscard]] std::vector<Element> children(std::string_view name) const;

 private:
  friend class Document;
  explicit Element(void* node) : node_(node) {}
  void* node_;  // pugi::xml_node_struct
};

struct Limits {
  std::size_t max_bytes = std::size_t{4} * 1024 * 1024;
  /// Nesting depth of elements.
  std::size_t max_depth = 32;
  /// Elements and their attributes.
  std::size_t max_nodes = 100'000;
};

/// One XML document (XML 1.0), read-only. Document types are refused: there are no entities but the
/// five of XML itself, so nothing expands and no file or URL is ever opened. Not for texts whose
/// exact form matters: comments, processing instructions and white space between elements are
/// dropped.
class Document {
 public:
  /// Errors: too_large (over a limit), invalid_argument (not well-formed, not UTF-8, or with a
  /// document type).
  [[nodiscard]] static Result<Document> parse(std::string_view text, const Limits& limits);

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  [[nodiscard]] Element root() const noexcept;

 private:
  struct State;
  explicit Document(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace audmg::xml
