// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/json/text.hpp"

#include "audmg/core/result.hpp"
#include "audmg/lib/json/writer.hpp"

#include <cmath>
#include <cstddef>
#include <variant>

namespace audmg::json {
namespace {

struct Append {
  Writer& out;

  void operator()(std::nullptr_t) const { out.value(nullptr); }
  void operator()(bool truth) const { out.value(truth); }
  void operator()(std::int64_t number) const { out.value(number); }
  void operator()(std::uint64_t number) const { out.value(number); }
  void operator()(double number) const {
    AUDMG_ASSERT(std::isfinite(number));
    out.value(number);
  }
  void operator()(const std::string& text) const { out.value(text); }
  void operator()(const Array& array) const {
    out.begin_array();
    for (const Value& element : array) std::visit(*this, element.content());
    out.end_array();
  }
  void operator()(const Object& object) const {
    out.begin_object();
    for (const Member& member : object) {
      out.key(member.name);
      std::visit(*this, member.value.content());
    }
    out.end_object();
  }
};

}  // namespace

std::string to_text(const Value& value) {
  Writer out;
  std::visit(Append{out}, value.content());
  return std::move(out).take();
}

}  // namespace audmg::json
