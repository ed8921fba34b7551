// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/integrity/damaged_files.hpp"

#include "audmg/database/integrity_repository.hpp"

namespace audmg::functions {

Result<std::uint64_t> count_damaged_files(const RecordServices& services) {
  std::uint64_t count = 0;
  database::ListDamagedFilesRequest request;
  for (;;) {
    AUDMG_TRY(const auto page, services.integrity.list_damaged_files(request));
    count += page.size();
    if (page.size() < request.limit) return count;
    request.after_owner = page.back().owner;
    request.after_id = page.back().id;
  }
}

}  // namespace audmg::functions
