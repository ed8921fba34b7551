// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/data_folder/claim_data_folder.hpp"

#include "audmg/config/config_error.hpp"

#include <fmt/format.h>

namespace audmg::app {

Result<DataFolder> open_folder(const config::Settings& settings, std::string_view command) {
  auto folder = DataFolder::open(settings.data_dir, command);
  if (!folder && folder.error().code != ErrorCode::conflict) {
    throw config::ConfigError(
        fmt::format("AUDMG_DATA_DIR is \"{}\": {}.", settings.data_dir, folder.error().message));
  }
  return folder;
}

}  // namespace audmg::app
