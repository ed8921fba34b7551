// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sqlite/version.hpp"

#include <sqlite3.h>

namespace audmg::sqlite {

std::string library_version() { return sqlite3_libversion(); }

}  // namespace audmg::sqlite
