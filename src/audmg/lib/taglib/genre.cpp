// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/taglib/genre.hpp"

#include <taglib/id3v1genres.h>

namespace audmg::taglib {

std::string genre_name(unsigned number) {
  return TagLib::ID3v1::genre(static_cast<int>(number)).to8Bit(true);
}

}  // namespace audmg::taglib
