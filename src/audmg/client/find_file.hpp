// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/client/connection.hpp"
#include "audmg/client/remote_file.hpp"
#include "audmg/core/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace audmg::client {

/// Returns the file of that id. Errors: not_found, those of Connection::call() and error_of().
[[nodiscard]] Result<RemoteFile> get_file(Connection& drive, std::string_view id);

/// Returns the files that an id or a whole name means; none when there is none. Errors: those of
/// get_file().
[[nodiscard]] Result<std::vector<RemoteFile>> find_files(Connection& drive,
                                                         const std::string& id_or_name);

}  // namespace audmg::client
