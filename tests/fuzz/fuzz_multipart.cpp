// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// What a form says must not depend on how its bytes are cut into pieces.
#include "audmg/core/result.hpp"
#include "audmg/http/multipart.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace {

using namespace audmg::http;

/// Events as text. `next_length` says how long the next piece is.
template <class NextLength>
std::string read_form(std::string_view body, NextLength next_length) {
  std::string log;
  MultipartParser parser("b");
  std::size_t start = 0;
  while (start < body.size()) {
    const std::string_view bytes = body.substr(start, next_length());
    start += bytes.size();
    const std::vector<char> piece(bytes.begin(), bytes.end());
    parser.feed(std::as_bytes(std::span(piece)));
    while (true) {
      const auto event = parser.next();
      if (!event) return log + "error " + std::string(describe(event.error()));
      if (*event == MultipartEvent::need_more) break;
      if (*event == MultipartEvent::part_begin) {
        log += "begin " + parser.part().name + "," + parser.part().file_name.value_or("-") + "," +
               parser.part().content_type + ":";
      } else if (*event == MultipartEvent::part_data) {
        AUDMG_ASSERT(!parser.data().empty());
        log.append(reinterpret_cast<const char*>(parser.data().data()), parser.data().size());
      } else {
        log += *event == MultipartEvent::end ? "end\n" : "\npart end\n";
      }
    }
  }
  return log + (parser.finish() ? "complete" : "incomplete");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const std::string whole = read_form(text, [] { return std::string_view::npos; });
  AUDMG_ASSERT(read_form(text, [] { return std::size_t{1}; }) == whole);
  std::uint32_t state = static_cast<std::uint32_t>(size) * 2654435761U + 1;
  const std::string cut = read_form(text, [&] {
    state = state * 1664525U + 1013904223U;
    return std::size_t{1} + (state >> 28U);
  });
  AUDMG_ASSERT(cut == whole);

  if (const auto boundary = multipart_boundary(text)) {
    AUDMG_ASSERT(!boundary->empty() && boundary->size() <= kMaxBoundaryCharacters);
    MultipartParser parser(*boundary);
  }
  (void)parse_part_header(text);
  return 0;
}
