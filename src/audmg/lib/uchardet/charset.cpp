// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/uchardet/charset.hpp"

#include "audmg/core/text.hpp"

#include <uchardet/uchardet.h>

#include <memory>

namespace audmg::uchardet {

std::string guess_charset(std::string_view bytes) {
  const std::unique_ptr<::uchardet, decltype(&::uchardet_delete)> detector(::uchardet_new(),
                                                                           &::uchardet_delete);
  if (detector == nullptr ||
      ::uchardet_handle_data(detector.get(), bytes.data(), bytes.size()) != 0) {
    return {};
  }
  ::uchardet_data_end(detector.get());
  return upper_case(::uchardet_get_charset(detector.get()));
}

}  // namespace audmg::uchardet
