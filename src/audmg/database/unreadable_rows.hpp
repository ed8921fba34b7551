// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/error.hpp"

#include <functional>

namespace audmg::database {

/// Told of each row that a list passes over because it cannot be read: the lists for upkeep, which
/// are FileRepository::list_all_files(), IntegrityRepository::list_damaged_files(), expired uploads
/// and tombstones, and those of the trash, and of each that FileRepository::look_up_files() finds.
/// So one such row does not keep the others from being looked after, and such a list is full as
/// long as there are rows.
/// The error says which row it is. Called from any thread, while a list is read: must not block.
using ReportUnreadableRow = std::function<void(const Error& error)>;

}  // namespace audmg::database
