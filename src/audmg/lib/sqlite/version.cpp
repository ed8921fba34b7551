// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sqlite/version.hpp"

#include <sqlite3.h>

namespace audmg::sqlite {

// SQLite 3.7.0 to 3.51.2 can damage a database that two connections write or checkpoint at the same
// time ("WAL-reset bug", docs/adr/0045).
static_assert(SQLITE_VERSION_NUMBER >= 3051003);

std::string library_version() { return sqlite3_libversion(); }

}  // namespace audmg::sqlite
